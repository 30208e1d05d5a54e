using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Spapr.Storms;
using VfioActors.Scenarios.Subsystems;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Kernels;

namespace VfioActors.Scenarios.Spapr;

/// <summary>Pre-registered memory of sPAPR.</summary>
public sealed class SpaprSubsystem : Subsystem
{
    private SpaprSubsystem()
    {
    }

    /// <summary>The only one.</summary>
    public static SpaprSubsystem Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => SpaprDefects.Subsystem;

    /// <inheritdoc/>
    public override IReadOnlyList<Defect> Defects => SpaprDefects.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Profile> Profiles => SpaprProfiles.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new SpaprMapScenario(),
        new SpaprModeScenario(),
        new SpaprRaceScenario(),
        new SpaprRegisterScenario(),
    ];

    /// <inheritdoc/>
    public override StormSubsystem Storm { get; } = new SpaprStormSubsystem();
}
