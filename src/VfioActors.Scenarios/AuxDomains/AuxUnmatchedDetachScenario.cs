using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Clients;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>A client detaches a device that it never attached, while another attaches and detaches it.</summary>
public sealed class AuxUnmatchedDetachScenario : AuxDomainScenario
{
    /// <inheritdoc/>
    public override string Name => "aux-unmatched-detach";

    /// <inheritdoc/>
    public override string Summary => "a client detaches what it never attached";

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits =>
    [
        new("AUX-11", "DetachNeedsAttach"),
        new("AUX-24", "NoDoubleFreePasid"),
    ];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        AuxSetting setting = new(builder, new() { Devices = AuxSettingOptions.Plain(1) });

        setting.AddClient(setting.Attach(0, 0), setting.Detach(0, 0));
        setting.AddClient(setting.Ask(ClientActionKind.DetachAnyway, 0, 0));
        setting.ClaimAll();
    }
}
