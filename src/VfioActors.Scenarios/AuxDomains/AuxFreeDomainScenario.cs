using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Clients;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>A domain is freed while a device may be on it.</summary>
public sealed class AuxFreeDomainScenario : AuxDomainScenario
{
    /// <inheritdoc/>
    public override string Name => "aux-free-domain";

    /// <inheritdoc/>
    public override string Summary => "a domain is freed while it may be attached";

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits => [new("AUX-17", "RootAliveWhileEntryPresent")];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        AuxSetting setting = new(builder, new() { Devices = AuxSettingOptions.Plain(1) });

        setting.AddClient(setting.Attach(0, 0), setting.Detach(0, 0));
        setting.AddClient(setting.Ask(ClientActionKind.FreeDomain, 0, 0));
        setting.ClaimAll();
    }
}
