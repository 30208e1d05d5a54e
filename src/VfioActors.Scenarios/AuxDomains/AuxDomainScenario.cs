using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;
using VfioActors.Vfio.Defects;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>What all scenarios about aux-domains have in common: their catalogue of defects and its profiles.</summary>
public abstract class AuxDomainScenario : Scenario
{
    /// <inheritdoc/>
    public sealed override string SeedSystem => "aux";

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Defect> Defects =>
        [.. AuxDomainDefects.All.Where(defect => defect.WithoutSwitch is null)];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Profile> Profiles => AuxDomainProfiles.All;
}
