using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.AuxDomains.Settings;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>Two mediated devices of one parent are on the same domain; one is taken off.</summary>
public sealed class AuxSameDeviceScenario : AuxDomainScenario
{
    /// <inheritdoc/>
    public override string Name => "aux-same-device";

    /// <inheritdoc/>
    public override string Summary => "two mediated devices of one parent: one detaches, the other stays";

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits => [new("AUX-08", "EntryPresentWhileUsers")];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        AuxSetting setting = new(builder, new() { Devices = AuxSettingOptions.Plain(1) });

        setting.AddClient(setting.Attach(0, 0), setting.Detach(0, 0));
        setting.AddClient(setting.Attach(0, 0));
        setting.ClaimAll();
    }
}
