using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.AuxDomains.Storms;
using VfioActors.Scenarios.AuxOneOwner;
using VfioActors.Scenarios.Subsystems;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Kernels;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>Aux-domains of VT-d.</summary>
public sealed class AuxSubsystem : Subsystem
{
    private AuxSubsystem()
    {
    }

    /// <summary>The only one.</summary>
    public static AuxSubsystem Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => AuxDomainDefects.Subsystem;

    /// <inheritdoc/>
    public override IReadOnlyList<Defect> Defects => AuxDomainDefects.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Profile> Profiles => AuxDomainProfiles.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new AuxAttachDetachScenario(),
        new AuxOneOwnerScenario(),
        new AuxBindScenario(),
        new AuxClearAbsentScenario(),
        new AuxDisableScenario(),
        new AuxFailedAttachScenario(),
        new AuxFewPasidsScenario(),
        new AuxFreeDomainScenario(),
        new AuxGroupScenario(),
        new AuxGuestPasidScenario(),
        new AuxLockOrderScenario(),
        new AuxNoMemoryScenario(),
        new AuxPrimaryScenario(),
        new AuxRemoveDeviceScenario(),
        new AuxSameDeviceScenario(),
        new AuxScriptScenario(),
        new AuxStalePasidScenario(),
        new AuxTwoUnitsScenario(),
        new AuxUnmapScenario(),
        new AuxUnmatchedDetachScenario(),
    ];

    /// <inheritdoc/>
    public override StormSubsystem Storm { get; } = new AuxStormSubsystem();
}
