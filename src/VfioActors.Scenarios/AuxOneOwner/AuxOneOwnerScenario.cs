using VfioActors.Exploration.Operations;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Symmetries;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxOneOwner;

/// <summary>
/// A litmus model: the race of aux-domain attach and detach with everything shared in one owner, so that counts of
/// states and schedules can be compared with those of other model checkers. It is not the reference model.
/// </summary>
public sealed class AuxOneOwnerScenario : Scenario
{
    /// <inheritdoc/>
    public override string Name => "aux-one-owner";

    /// <inheritdoc/>
    public override string Summary =>
        "a litmus model with known counts: attach and detach with one owner of everything";

    /// <inheritdoc/>
    public override string Subsystem => AuxDomainDefects.Subsystem;

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters =>
    [
        ScenarioParameter.Number("devices", "how many clients, each with a device of its own", 2, 1, 8),
        ScenarioParameter.Number("rounds", "how often each attaches and detaches", 1, 1, 4),
        ScenarioParameter.Word("variant", "how much of an attach is one turn", "fixed", "posted", "cleared", "locked"),
        ScenarioParameter.Word("granularity", "whether a reply is a step of its own", "deliveries", "turns"),
    ];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        var variant = Enum.Parse<OneOwnerVariant>(builder.Word("variant"), ignoreCase: true);
        var inline = builder.Word("granularity") == "turns";
        var owner = builder.Add("owner", new OneOwnerBehavior(variant));
        var unmatched = 0;
        List<SymmetryMember> clients = [];
        for (var device = 0; device < builder.Number("devices"); device++)
        {
            var script = Script(builder, device);
            unmatched += OneOwnerClientBehavior.AttachedBefore(script, script.Count);
            OneOwnerClientBehavior client = new(owner, new(device), variant, script);
            clients.Add(SymmetryMember.Of(builder.Add($"CPU{device}", client, inline)).With(new DeviceId(device)));
        }

        builder.Interchangeable(clients);
        builder.Claim(new P1(), new P2(), new P3(owner, unmatched), new P4());
    }

    private static IReadOnlyList<ScriptedOperation<bool>> Script(ScenarioBuilder builder, int device)
    {
        List<(string, bool)> rounds = [];
        for (var round = 0; round < builder.Number("rounds"); round++)
        {
            rounds.Add(($"ATTACH(D, dev{device})", true));
            rounds.Add(($"DETACH(D, dev{device})", false));
        }

        return builder.Script($"CPU{device}", rounds);
    }
}
