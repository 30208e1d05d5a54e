namespace VfioActors.Cluster.Searches.Askers;

/// <summary>How giving away the units of a search ended.</summary>
/// <param name="Nodes">What each node did.</param>
/// <param name="Problem">Why it ended before all was done; null when nothing went wrong.</param>
internal sealed record SearchOutcome(IReadOnlyList<NodeDeeds> Nodes, string? Problem);
