using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.AuxDomains.Settings;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>A domain of five levels on a unit that walks five and on one that walks four.</summary>
public sealed class AuxTwoUnitsScenario : AuxDomainScenario
{
    /// <inheritdoc/>
    public override string Name => "aux-two-units";

    /// <inheritdoc/>
    public override string Summary => "a domain on two units that walk different numbers of levels";

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits => [new("AUX-16", "RootAliveWhileEntryPresent")];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        AuxSetting setting = new(builder, new()
        {
            Devices = AuxSettingOptions.Plain(2),
            UnitOfDevice = [0, 1],
            Units = [unit => unit with { Levels = 5 }, unit => unit],
            Domains = [domain => domain with { Levels = 5 }],
        });
        setting.AddClient(setting.Attach(0, 0), setting.Detach(0, 0));
        setting.AddClient(setting.Attach(0, 1), setting.Detach(0, 1));
        setting.ClaimAll();
    }
}
