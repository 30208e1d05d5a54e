using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Clients;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>A process takes ids from the same allocator and writes entries into the same table.</summary>
public sealed class AuxBindScenario : AuxDomainScenario
{
    /// <inheritdoc/>
    public override string Name => "aux-bind";

    /// <inheritdoc/>
    public override string Summary => "a process is bound to the device while a domain is attached and detached";

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits => [new("AUX-09", "PasidNeverReusedWhileEntryPresent")];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        AuxSetting setting = new(builder, new() { Devices = AuxSettingOptions.Plain(1) });

        setting.AddClient(setting.Attach(0, 0), setting.Detach(0, 0));
        setting.AddClient(
            setting.Ask(ClientActionKind.Bind, 0) with { Pasid = new(1024) }, setting.Ask(ClientActionKind.Unbind, 0));
        setting.ClaimAll();
    }
}
