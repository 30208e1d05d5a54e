using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Symmetries;
using VfioActors.Scenarios.AuxDomains.Claims;
using VfioActors.Scenarios.AuxDomains.Settings;
using VfioActors.Scenarios.Workloads.Clients;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>
/// Drivers attach and detach a domain at the same time, each with a device of its own: the last detach against a new
/// attach, which the reviewer of the patch asked about.
/// </summary>
public sealed class AuxAttachDetachScenario : AuxDomainScenario
{
    /// <inheritdoc/>
    public override string Name => "aux-attach-detach";

    /// <inheritdoc/>
    public override string Summary => "clients attach and detach aux-domains, each with a device of its own";

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters =>
    [
        ScenarioParameter.Number("devices", "how many clients, each with a device of its own", 2, 1, 8),
        ScenarioParameter.Number("rounds", "how often each attaches and detaches", 1, 1, 8),
        ScenarioParameter.Number("domains", "how many domains; clients take them in turn", 1, 1, 4),
        ScenarioParameter.Number("ndoms", "how many domain ids the unit has; too few make attaches fail", 32, 1, 32),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits =>
    [
        new("AUX-03", "NoUseOfFreedPasid"),
        new("AUX-04", "NoUseOfFreedPasid"),
        new("AUX-06", "NoUseOfFreedPasid", ("devices", "1"), ("rounds", "2")),
        new("AUX-07", "ListIntegrity"),
        new("AUX-10", "OnePasidPerDomain"),
        new("AUX-25", "NoDoubleFreePasid"),
    ];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        var ids = builder.Number("ndoms");
        AuxSetting setting = new(builder, new()
        {
            Devices = AuxSettingOptions.Plain(builder.Number("devices")),
            Domains = [.. Enumerable.Repeat(AuxSettingOptions.UsualDomain, builder.Number("domains"))],
            Units = [unit => unit with { DomainIdsMax = ids }],
        });
        var ofDomains = setting.Domains.Select(_ => new List<SymmetryMember>()).ToList();
        for (var device = 0; device < builder.Number("devices"); device++)
        {
            var domain = device % setting.Domains.Count;
            var client = setting.AddClient(Rounds(setting.Domains[domain], new(device), builder.Number("rounds")));
            ofDomains[domain].Add(SymmetryMember.Of(client).With(new DeviceId(device)));
        }

        // Who has a domain in common with another is like it; to exchange domains too would be one more symmetry.
        foreach (var clients in ofDomains) { builder.Interchangeable(clients); }
        setting.ClaimAll();
        builder.Claim(new LastDetachFreesPasid(setting.Actors));
    }

    private static IEnumerable<ClientAction> Rounds(ActorId domain, DeviceId device, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            yield return new(ClientActionKind.Attach, domain) { Device = device };
            yield return new(ClientActionKind.Detach, domain) { Device = device };
        }
    }
}
