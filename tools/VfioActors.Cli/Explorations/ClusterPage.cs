using VfioActors.Behaviors.Values;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cluster.Searches.Askers;

namespace VfioActors.Cli.Explorations;

/// <summary>What nodes did in an exploration, for people.</summary>
/// <param name="terminal">Where they read it.</param>
internal sealed class ClusterPage(Terminal terminal)
{
    private readonly Page _page = new(terminal);

    /// <summary>A line a node, and what was done more than once.</summary>
    public void Show(ClusterSearchReport report)
    {
        var things = report.Search.Strategy == "stateful" ? "state" : "run";
        foreach (var node in report.Nodes) { _page.Labelled("node", $"{node.Address}: {TextOf(node, things)}"); }
        if (report.UnitsGivenAgain > 0)
        {
            var lost = Counted.Grouped(report.UnitsGivenAgain, "part of the work", "parts of the work");
            _page.Labelled("again", $"{lost}, lost with a node");
        }

        if (report.StatesRepeated > 0)
        {
            _page.Labelled("twice", $"{Counted.Grouped(report.StatesRepeated, "state")} that two nodes went on from; "
                + "they count once");
        }
    }

    private static string TextOf(NodeDeeds node, string things) =>
        node.Refusal is { } refusal ? $"takes no part: {refusal}"
        : $"{Counted.Grouped(node.Units, "unit")} of work, {Counted.Grouped(node.Counted, things)}, "
            + $"{Amount.Seconds(node.BusySeconds)} of work{(node.IsLost ? "; it was lost" : "")}";
}
