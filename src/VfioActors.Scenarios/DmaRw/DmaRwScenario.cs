using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;
using VfioActors.Vfio.Defects;

namespace VfioActors.Scenarios.DmaRw;

/// <summary>What all scenarios about CPU access by IOVA have in common: their catalogue and its profiles.</summary>
public abstract class DmaRwScenario : Scenario
{
    /// <inheritdoc/>
    public sealed override string SeedSystem => "dma-rw";

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Defect> Defects =>
        [.. DmaRwDefects.All.Where(defect => defect.WithoutSwitch is null)];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Profile> Profiles => DmaRwProfiles.All;
}
