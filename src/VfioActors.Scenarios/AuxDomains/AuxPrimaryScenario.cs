using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Clients;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>Another domain becomes the primary domain of a device whose feature is on.</summary>
public sealed class AuxPrimaryScenario : AuxDomainScenario
{
    /// <inheritdoc/>
    public override string Name => "aux-primary";

    /// <inheritdoc/>
    public override string Summary => "another domain becomes the primary domain of the device";

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits => [new("AUX-01", "ModeMeansAttached")];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        AuxSetting setting = new(builder, new()
        {
            Devices = AuxSettingOptions.Plain(1),
            Domains = [AuxSettingOptions.UsualDomain, AuxSettingOptions.UsualDomain],
        });
        setting.AddClient(setting.Attach(0, 0), setting.Detach(0, 0));
        setting.AddClient(setting.Ask(ClientActionKind.AttachPrimary, 1, 0));
        setting.ClaimAll();
    }
}
