namespace VfioActors.Cluster.Searches.Askers;

/// <summary>What a node did in a search.</summary>
/// <param name="Address">Where it is, as HOST:PORT.</param>
/// <param name="Workers">How many units it did at once.</param>
/// <param name="Units">How many units of it were counted.</param>
/// <param name="Counted">How many runs, or states where these are searched, came from it first.</param>
/// <param name="BusySeconds">How long it worked on them, all of its workers together.</param>
/// <param name="IsLost">Whether it left, or was lost, before the end.</param>
/// <param name="Refusal">Why it took no part; null when it did.</param>
public sealed record NodeDeeds(
    string Address, int Workers, long Units, long Counted, double BusySeconds, bool IsLost, string? Refusal);
