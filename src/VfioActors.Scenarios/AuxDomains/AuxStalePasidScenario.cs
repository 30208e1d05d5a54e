using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Clients;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>A driver asks for the id of a domain and tells its device to use it, while attached and after.</summary>
public sealed class AuxStalePasidScenario : AuxDomainScenario
{
    /// <inheritdoc/>
    public override string Name => "aux-stale-pasid";

    /// <inheritdoc/>
    public override string Summary =>
        "a driver asks for the id, programs it and reads memory, during and after an attach";

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits => [new("AUX-20", "NoUseOfFreedPasid")];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        AuxSetting setting = new(builder, new() { Devices = AuxSettingOptions.Plain(1) });

        var ask = setting.Ask(ClientActionKind.GetPasid, 0, 0);
        var program = setting.Ask(ClientActionKind.Program, 0);
        var read = setting.Ask(ClientActionKind.Dma, 0);
        setting.AddClient(setting.Attach(0, 0), ask, program, read, setting.Detach(0, 0), ask, program, read);
        setting.ClaimAll();
    }
}
