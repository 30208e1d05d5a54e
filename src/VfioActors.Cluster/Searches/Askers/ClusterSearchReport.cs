using VfioActors.Exploration;

namespace VfioActors.Cluster.Searches.Askers;

/// <summary>What a search came to that nodes did together.</summary>
/// <param name="Search">What was found: the same as one process finds.</param>
/// <param name="Nodes">What each node did, those too that took no part.</param>
/// <param name="UnitsGivenAgain">
/// How many units of work, or regions of states, were given again, since who had them was lost.
/// </param>
/// <param name="StatesRepeated">How many states two nodes went on from, for nothing: they count once.</param>
/// <param name="Problems">What went wrong on the way, a line each.</param>
public sealed record ClusterSearchReport(
    SearchReport Search,
    IReadOnlyList<NodeDeeds> Nodes,
    long UnitsGivenAgain,
    long StatesRepeated,
    IReadOnlyList<string> Problems);
