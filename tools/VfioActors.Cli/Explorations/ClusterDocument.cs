using VfioActors.Cluster.Searches.Askers;

namespace VfioActors.Cli.Explorations;

/// <summary>What nodes did in an exploration, for programs.</summary>
/// <param name="Nodes">What each did, those too that took no part.</param>
/// <param name="UnitsGivenAgain">
/// How many units of work, or regions of states, were given again, since who had them was lost.
/// </param>
/// <param name="StatesRepeated">How many states two nodes went on from, for nothing: they count once.</param>
internal sealed record ClusterDocument(
    IReadOnlyList<NodeDeeds> Nodes, long UnitsGivenAgain, long StatesRepeated)
{
    /// <summary>The document of a report; null for none.</summary>
    public static ClusterDocument? Of(ClusterSearchReport? report) =>
        report is null ? null : new(report.Nodes, report.UnitsGivenAgain, report.StatesRepeated);
}
