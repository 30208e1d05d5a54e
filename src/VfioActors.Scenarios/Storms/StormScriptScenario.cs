using System.Globalization;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Scenarios.Storms;

/// <summary>
/// Clients do exactly what a text says, with the actors of a storm and its claims: what a storm broke is made small as
/// one of these.
/// </summary>
/// <param name="storm">The storm.</param>
public sealed class StormScriptScenario(StormScenario storm) : Scenario
{
    /// <summary>The name of the parameter that says what clients do.</summary>
    public const string Script = "script";

    /// <summary>The name of the parameter that says whether they give back what they took.</summary>
    public const string Heals = "heals";

    private const string Usual =
        "attach.attach.D.0,attach.detach.D.0/attach.attach.D.1,map.map.D.4096,map.unmap.D.4096,attach.detach.D.1";

    /// <inheritdoc/>
    public override string Name => "storm-script";

    /// <inheritdoc/>
    public override string Summary => "clients do a part of a storm that a script says, such as dmamap.map.c0.3";

    /// <inheritdoc/>
    public override string Subsystem => storm.Subsystem;

    /// <inheritdoc/>
    public override IReadOnlyList<Defect> Defects => storm.Defects;

    /// <inheritdoc/>
    public override IReadOnlyList<Profile> Profiles => storm.Profiles;

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters =>
    [
        ScenarioParameter.Text(Script, "what each client does", Usual, StormScript.Form),
        ScenarioParameter.Number(Heals, "1 when clients give back at the end what they took, as in a storm", 0, 0, 1),
        .. storm.PartParameters,
    ];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        var script = builder.Word(Script);
        var lanes = script.Count(letter => letter == '/') + 1;
        var machines = storm.AddActors(builder, lanes);
        List<(StormWorkload Workload, int Share)> mix =
            [.. machines.SelectMany(machine => machine).SelectMany(actors => actors.Workloads)];
        var heals = builder.Number(Heals) == 1;
        var clients = AddClients(builder, [.. StormScript.Read(script, mix, builder.Topology)], mix, heals);
        var claims = StormScenario.ClaimsOf(machines, clients, mix);
        builder.Claim(claims.Where(claim => heals || claim is not StormLosses));
    }

    private static List<ActorId> AddClients(
        ScenarioBuilder builder,
        IReadOnlyList<IReadOnlyList<StormCall>> lanes,
        List<(StormWorkload Workload, int Share)> mix,
        bool heals)
    {
        var topology = builder.Topology;
        List<IReadOnlyList<(OperationId, StormCall)>> scripts = [];
        foreach (var lane in lanes)
        {
            var script = builder.Script(
                $"CPU{scripts.Count}", lane.Select(call => (TextOf(call, mix[call.Thing.Workload].Workload), call)));
            scripts.Add([.. script.Select(one => (one.Id, one.Operation))]);
        }

        string TextOf(StormCall call, StormWorkload workload) =>
            $"{workload.Verbs[call.Verb].ToUpperInvariant()}({topology.NameOf(call.Thing.At)}, "
            + $"{call.Thing.Key.ToString(CultureInfo.InvariantCulture)})";
        return
        [
            .. scripts.Select((script, client) => builder.Add($"CPU{client}", new StormScriptBehavior(new()
            {
                Script = script,
                Mix = mix,
                Heals = heals,
            }))),
        ];
    }
}
