using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.AuxDomains.Settings;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>
/// An attach that fails half-way, for want of memory for a leaf table, against another client of the same domain.
/// </summary>
public sealed class AuxFailedAttachScenario : AuxDomainScenario
{
    /// <inheritdoc/>
    public override string Name => "aux-failed-attach";

    /// <inheritdoc/>
    public override string Summary => "an attach fails, then or at the same time another succeeds";

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits =>
    [
        new("AUX-05", "NoDoubleFreePasid"),
        new("AUX-12", "NoUseOfFreedPasid"),
    ];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        AuxSetting setting = new(builder, new()
        {
            Devices = [new DeviceOptions("dev0") { LeafTables = false }, new DeviceOptions("dev1")],
        });
        setting.AddClient(setting.Attach(0, 0), setting.Detach(0, 0));
        setting.AddClient(setting.Attach(0, 1), setting.Detach(0, 1));
        setting.ClaimAll();
    }
}
