using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Faults.Storms;
using VfioActors.Scenarios.Subsystems;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Kernels;

namespace VfioActors.Scenarios.Faults;

/// <summary>Fault queues.</summary>
public sealed class FaultSubsystem : Subsystem
{
    private FaultSubsystem()
    {
    }

    /// <summary>The only one.</summary>
    public static FaultSubsystem Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => FaultDefects.Subsystem;

    /// <inheritdoc/>
    public override IReadOnlyList<Defect> Defects => FaultDefects.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Profile> Profiles => FaultProfiles.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new FaultRegionScenario(),
        new FaultReportScenario(),
        new FaultCloseScenario(),
        new FaultResponseScenario(),
        new FaultIommufdScenario(),
        new FaultStormNestedScenario(),
        new PasidFaultDetachScenario(),
    ];

    /// <inheritdoc/>
    public override StormSubsystem Storm { get; } = new FaultStormSubsystem();
}
