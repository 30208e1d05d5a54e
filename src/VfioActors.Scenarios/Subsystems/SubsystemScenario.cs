using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Scenarios.Subsystems;

/// <summary>What all scenarios about one subsystem have in common: its defects and its profiles.</summary>
/// <param name="about">The subsystem.</param>
public abstract class SubsystemScenario(Subsystem about) : Scenario
{
    /// <inheritdoc/>
    public sealed override string Subsystem => about.Name;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Defect> Defects => about.Switches;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Profile> Profiles => about.Profiles;
}
