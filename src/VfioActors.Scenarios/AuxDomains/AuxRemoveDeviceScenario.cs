using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Clients;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>A device is removed while a domain comes on it or goes off it.</summary>
public sealed class AuxRemoveDeviceScenario : AuxDomainScenario
{
    /// <inheritdoc/>
    public override string Name => "aux-remove-device";

    /// <inheritdoc/>
    public override string Summary => "a device is removed while a domain may be attached";

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits =>
    [
        new("AUX-18", "NoUseAfterDeviceGone"),
        new("AUX-21", "NoUseAfterDeviceGone"),
    ];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        AuxSetting setting = new(builder, new() { Devices = AuxSettingOptions.Plain(1) });

        setting.AddClient(setting.Attach(0, 0), setting.Detach(0, 0));
        setting.AddClient(setting.Ask(ClientActionKind.Remove, 0));
        setting.ClaimAll();
    }
}
