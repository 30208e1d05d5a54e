using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Clients;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>
/// VFIO attaches a group, the parent of whose second device nobody knows, and frees the domain when that fails.
/// </summary>
public sealed class AuxGroupScenario : AuxDomainScenario
{
    /// <inheritdoc/>
    public override string Name => "aux-group";

    /// <inheritdoc/>
    public override string Summary =>
        "a group whose second device has an unknown parent is attached, and the domain is freed";

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits => [new("AUX-29", "AllOrNothing")];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        AuxSetting setting = new(builder, new() { Devices = AuxSettingOptions.Plain(1) });

        setting.AddClient(
            setting.Ask(ClientActionKind.AttachGroup, 0, 0) with { Group = [new DeviceId(0), null] },
            setting.Ask(ClientActionKind.FreeDomain, 0, 0));
        setting.ClaimAll();
    }
}
