using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.AuxDomains.Settings;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>Devices whose tables hold few ids, the first of which others have.</summary>
public sealed class AuxFewPasidsScenario : AuxDomainScenario
{
    /// <inheritdoc/>
    public override string Name => "aux-few-pasids";

    /// <inheritdoc/>
    public override string Summary => "small PASID tables, and id 1 is taken by others";

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits =>
    [
        new("AUX-13", "PasidFitsAllDevices"),
        new("AUX-14", "ErrnoFaithful"),
        new("AUX-28", "PasidRangeExact"),
    ];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        AuxSetting setting = new(builder, new()
        {
            Devices = [new DeviceOptions("dev0") { PasidsMax = 4 }, new DeviceOptions("dev1") { PasidsMax = 2 }],
            TakenPasids = 1,
        });
        setting.AddClient(setting.Attach(0, 0), setting.Detach(0, 0));
        setting.AddClient(setting.Attach(0, 1), setting.Detach(0, 1));
        setting.ClaimAll();
    }
}
