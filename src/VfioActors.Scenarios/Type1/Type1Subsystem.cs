using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Subsystems;
using VfioActors.Scenarios.Type1.Storms;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Kernels;

namespace VfioActors.Scenarios.Type1;

/// <summary>Containers of VFIO type1.</summary>
public sealed class Type1Subsystem : Subsystem
{
    private Type1Subsystem()
    {
    }

    /// <summary>The only one.</summary>
    public static Type1Subsystem Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => Type1Defects.Subsystem;

    /// <inheritdoc/>
    public override IReadOnlyList<Defect> Defects => Type1Defects.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Profile> Profiles => Type1Profiles.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new Type1CallbackScenario(),
        new Type1FetchScenario(),
        new Type1LimitScenario(),
        new Type1LogScenario(),
        new Type1PinUnmapScenario(),
        new Type1ProcessScenario(),
        new Type1RangeScenario(),
        new Type1ReservedScenario(),
        new Type1UnpinScenario(),
        new Type1VaddrScenario(),
    ];

    /// <inheritdoc/>
    public override StormSubsystem Storm { get; } = new Type1StormSubsystem();
}
