using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;
using VfioActors.Vfio.Defects;

namespace VfioActors.Scenarios.Type1;

/// <summary>
/// What all scenarios about type1 containers have in common: their catalogue of defects and its profiles.
/// </summary>
public abstract class Type1Scenario : Scenario
{
    /// <inheritdoc/>
    public sealed override string SeedSystem => "type1";

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Defect> Defects =>
        [.. Type1Defects.All.Where(defect => defect.WithoutSwitch is null)];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Profile> Profiles => Type1Profiles.All;
}
