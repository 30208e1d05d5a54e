using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Clients;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>An entry is cleared that was never written, next to one that is present.</summary>
public sealed class AuxClearAbsentScenario : AuxDomainScenario
{
    /// <inheritdoc/>
    public override string Name => "aux-clear-absent";

    /// <inheritdoc/>
    public override string Summary => "somebody clears an entry that is absent";

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits => [new("AUX-26", "FlushMatchesEntry")];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        AuxSetting setting = new(builder, new() { Devices = AuxSettingOptions.Plain(1) });

        setting.AddClient(setting.Attach(0, 0), setting.Detach(0, 0));
        setting.AddClient(setting.Ask(ClientActionKind.ClearEntry, 0) with { Pasid = new(9) });
        setting.ClaimAll();
    }
}
