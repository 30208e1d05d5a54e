using VfioActors.Behaviors.Values;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cluster;
using VfioActors.Cluster.Fleets;

namespace VfioActors.Cli.Storms;

/// <summary>The nodes of a storm, for people: what each had, and what was lost with one.</summary>
/// <param name="terminal">Where they read it.</param>
internal sealed class NodesPage(Terminal terminal)
{
    private const int NamesShown = 8;
    private readonly Page _page = new(terminal);

    /// <summary>Over how many it is going to be.</summary>
    public void Before(ClusterStormOptions cluster)
    {
        var fault = cluster.Fault is not { } known ? "" : $"; {Befalls(known)} "
            + (known.After is { } after ? $"after {Counted.Grouped(after, "operation")}" : "half-way");
        _page.Labelled("nodes", $"{Amount.Number(cluster.Nodes)}, each a process, in one cluster{fault}");
    }

    /// <summary>What each had, and what was lost.</summary>
    public void Figures(ClusterStormReport report)
    {
        foreach (var node in report.Nodes) { _page.Labelled($"node {node.Node}", TextOf(node)); }
        if (report.Fault is { } fault)
        {
            _page.Labelled("fault", $"{Befalls(fault)} after {Counted.Grouped(fault.After ?? 0, "operation")}");
            _page.Labelled("lost", fault.Kind == NodeFaultKind.Kill ? Lost(report) : "links alone; "
                + $"{Counted.Grouped(report.GivenBack, "thing")} of clients on the other side given back there");
        }

        _page.Labelled("judged", Judged(report));
    }

    /// <summary>Why nothing is proved of all of it.</summary>
    public static string Because(StormOutcome outcome) => outcome.Cluster is { MissedItsFault: false }
        ? "what was lost with the node is not judged; nothing that is left is broken or lost"
        : "the storm was over before anything befell the node; nothing is broken, nothing is lost";

    private static string Befalls(NodeFault fault) => fault.Kind == NodeFaultKind.Kill
        ? $"node {fault.Node} is killed"
        : $"node {fault.Node} is cut off from the others";

    private static string TextOf(NodeFigures node)
    {
        string[] had = [.. node.Machines, Counted.Grouped(node.Clients.Count, "client")];
        return $"{string.Join(", ", had)}; {Counted.Grouped(node.Operations, "operation")}, "
            + $"{Counted.Grouped(node.Messages, "message")} handled, {Amount.Number(node.Sent)} sent to other nodes";
    }

    private static string Lost(ClusterStormReport report)
    {
        string[] machines =
        [
            .. report.LostMachines.Select(machine =>
                $"{machine.Name} with its {Counted.Grouped(machine.Actors.Count, "actor")} ({Some(machine.Actors)})"),
        ];
        var clients = $"{Counted.Grouped(report.LostClients.Count, "client")} ({Some(report.LostClients)}), whose "
            + $"{Counted.Grouped(report.GivenBack, "thing elsewhere was", "things elsewhere were")} given back";
        return string.Join(", ", machines.Append(clients));
    }

    private static string Judged(ClusterStormReport report)
    {
        var judged = $"{Counted.Grouped(report.Judged, "claim")} about rest";
        if (report.Unjudged.Count == 0) { return judged; }
        var machines = report.Unjudged.Select(claim => claim.Machine ?? "clients").Distinct();
        return $"{judged}; not judged: {Counted.Grouped(report.Unjudged.Count, "claim")} about "
            + $"{string.Join(", ", machines)}";
    }

    private static string Some(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(NamesShown)) + (names.Count > NamesShown ? " and so on" : "");
}
