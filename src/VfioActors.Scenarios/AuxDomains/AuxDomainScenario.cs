using VfioActors.Scenarios.Subsystems;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>A scenario about aux-domains.</summary>
public abstract class AuxDomainScenario() : SubsystemScenario(AuxSubsystem.Instance);
