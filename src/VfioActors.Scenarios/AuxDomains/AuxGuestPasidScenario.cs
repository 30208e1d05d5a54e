using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Clients;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>A guest chose an id past the allocator, and the allocator hands the same id to a domain.</summary>
public sealed class AuxGuestPasidScenario : AuxDomainScenario
{
    /// <inheritdoc/>
    public override string Name => "aux-guest-pasid";

    /// <inheritdoc/>
    public override string Summary => "a guest has an entry under an id that it chose itself";

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits => [new("AUX-19", "OneOwnerPerEntry")];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        AuxSetting setting = new(builder, new() { Devices = AuxSettingOptions.Plain(1) });

        setting.AddClient(setting.Attach(0, 0), setting.Detach(0, 0));
        setting.AddClient(setting.Ask(ClientActionKind.BindAt, 0) with { Pasid = new(1) });
        setting.ClaimAll(except: "PasidNeverReusedWhileEntryPresent");
    }
}
