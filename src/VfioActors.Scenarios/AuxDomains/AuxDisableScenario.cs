using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Clients;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>The feature of a device is switched off while a domain may be on it.</summary>
public sealed class AuxDisableScenario : AuxDomainScenario
{
    /// <inheritdoc/>
    public override string Name => "aux-disable";

    /// <inheritdoc/>
    public override string Summary => "a driver switches the feature off while a domain is attached and detached";

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits => [new("AUX-15", "NoLeakAfterDetach")];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        AuxSetting setting = new(builder, new() { Devices = AuxSettingOptions.Plain(1) });

        setting.AddClient(setting.Attach(0, 0), setting.Detach(0, 0));
        setting.AddClient(setting.Ask(ClientActionKind.Disable, 0));
        setting.ClaimAll();
    }
}
