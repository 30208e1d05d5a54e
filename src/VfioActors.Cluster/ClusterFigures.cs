using VfioActors.Behaviors;
using VfioActors.Cluster.Fleets;
using VfioActors.Cluster.Maps;
using VfioActors.Cluster.Orders;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Storm;
using VfioActors.Storm.Measures;
using VfioActors.Vfio.Values;

namespace VfioActors.Cluster;

/// <summary>Puts together what the nodes of a storm came to, and names what was lost with one.</summary>
internal sealed class ClusterFigures
{
    private readonly ClusterStormOptions _options;
    private readonly Setup _setup;
    private readonly Fleet _fleet;
    private readonly StormMap _map;
    private readonly IReadOnlyList<NodeLook?> _looks;
    private readonly IReadOnlyList<NodeJudgement> _judgements;

    /// <param name="options">What kind of storm.</param>
    /// <param name="setup">The same made ready.</param>
    /// <param name="fleet">Its nodes.</param>
    /// <param name="looks">The last look at each.</param>
    /// <param name="judgements">What those that are left came to.</param>
    internal ClusterFigures(
        ClusterStormOptions options,
        Setup setup,
        Fleet fleet,
        IReadOnlyList<NodeLook?> looks,
        IReadOnlyList<NodeJudgement?> judgements)
    {
        (_options, _setup, _fleet, _looks) = (options, setup, fleet, looks);
        _map = new(setup, fleet.Count, fleet.Homes);
        _judgements = [.. judgements.OfType<NodeJudgement>()];
    }

    /// <summary>The report.</summary>
    internal ClusterStormReport Report(StormEnd end)
    {
        var judged = _judgements.SelectMany(one => one.Judged).ToHashSet();
        var killed = Enumerable.Range(0, _fleet.Count).Where(_fleet.IsKilled).ToList();
        return new(StormOf(end, judged))
        {
            Nodes = [.. Enumerable.Range(0, _fleet.Count).Select(FiguresOf)],
            LostMachines =
            [
                .. from node in killed
                   from machine in _map.MachinesOf(node)
                   select new LostMachine(machine.Name, node, [.. machine.Actors.Select(NameOf)]),
            ],
            LostClients = [.. killed.SelectMany(_map.ClientsOf).Select(NameOf)],
            GivenBack = _judgements.Sum(one => one.Inherited),
            Judged = judged.Count,
            Unjudged = end.AtRest ? UnjudgedOf(judged, [.. killed.SelectMany(_map.MachinesOf)]) : [],
        };
    }

    private StormReport StormOf(StormEnd end, IEnumerable<int> judged)
    {
        var looks = _looks.OfType<NodeLook>().ToList();
        List<ActorLoad> loads = [.. _judgements.SelectMany(one => one.Loads).OrderByDescending(load => load.Messages)];
        return new()
        {
            Options = _options.Storm,
            Operations = looks.Sum(look => look.Operations),
            Messages = looks.Sum(look => look.Messages),
            Seconds = end.Seconds,
            JudgedIn = end.JudgedIn,
            Violations = Violations(),
            Judged = StormClaims.Of(_setup, loads, end.AtRest ? [.. judged.Select(at => _setup.Properties[at])] : null),
            AtRest = end.AtRest,
            IsCut = end.IsCut,
            Lost = end.AtRest
                ? [.. _judgements.SelectMany(one => one.Left)]
                : [new("operation in flight", "operations in flight", looks.Sum(look => look.InFlight))],
            Latencies = Latencies(),
            ClientP99 = [.. _judgements.SelectMany(one => one.ClientP99)],
            Refusals = Refusals(),
            Samples = end.Samples,
            Loads = loads,
            RecordingProblem = _judgements.Select(one => one.RecordingProblem).FirstOrDefault(one => one is not null),
        };
    }

    private NodeFigures FiguresOf(int node)
    {
        var look = _looks[node];
        return new(
            node,
            _fleet.Addresses[node],
            [.. _map.MachinesOf(node).Select(machine => machine.Name)],
            [.. _map.ClientsOf(node).Select(NameOf)])
        {
            Process = _fleet.ProcessOf(node),
            Operations = look?.Operations ?? 0,
            Messages = look?.Messages ?? 0,
            Sent = look?.Sent.Where((_, to) => to != node).Sum() ?? 0,
            IsKilled = _fleet.IsKilled(node),
        };
    }

    private List<UnjudgedClaim> UnjudgedOf(HashSet<int> judged, IReadOnlyList<StormMachine> lost) =>
    [
        .. from place in Enumerable.Range(0, _setup.Properties.Count)
           let claim = _setup.Properties[place] as AtRest
           where claim is not null
           from machine in MachinesOf(claim, judged.Contains(place), lost)
           select new UnjudgedClaim(claim.Name, machine),
    ];

    /// <summary>For which machines a claim is not judged.</summary>
    private IEnumerable<string?> MachinesOf(AtRest claim, bool isJudged, IReadOnlyList<StormMachine> lost)
    {
        if (ClaimPlaces.IsInParts(claim)) { return lost.Select(machine => machine.Name); }
        return isJudged ? [] : [ClaimPlaces.MachineOf(claim, _map)?.Name];
    }

    /// <summary>What several nodes saw of one property is one violation, seen as often.</summary>
    private List<StormViolation> Violations() =>
    [
        .. from violation in _judgements.SelectMany(one => one.Violations)
           group violation by violation.Property into same
           orderby same.Key
           select same.First() with { Count = same.Sum(one => one.Count) },
    ];

    private LatencyHistogram Latencies()
    {
        LatencyHistogram all = new();
        foreach (var bucket in _judgements.SelectMany(one => one.Latencies))
        {
            all.Add(bucket[0], (int)Math.Min(bucket[1], int.MaxValue));
        }

        return all;
    }

    private List<(Errno Error, long Count)> Refusals() =>
    [
        .. from one in _judgements.SelectMany(judgement => judgement.Refusals)
           group one.Value by one.Key into same
           let count = same.Sum()
           orderby count descending
           select (same.Key, count),
    ];

    private string NameOf(ActorId actor) => _setup.Topology.NameOf(actor);
}
