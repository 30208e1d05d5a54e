using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Subsystems;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Kernels;

namespace VfioActors.Scenarios.DmaRw;

/// <summary>CPU access by IOVA.</summary>
public sealed class DmaRwSubsystem : Subsystem
{
    private DmaRwSubsystem()
    {
    }

    /// <summary>The only one.</summary>
    public static DmaRwSubsystem Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => DmaRwDefects.Subsystem;

    /// <inheritdoc/>
    public override IReadOnlyList<Defect> Defects => DmaRwDefects.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Profile> Profiles => DmaRwProfiles.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new DmaRwCallScenario(),
        new DmaRwLogScenario(),
        new DmaRwRaceScenario(),
        new DmaRwUnmapScenario(),
    ];
}
