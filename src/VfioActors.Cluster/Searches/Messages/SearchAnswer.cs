namespace VfioActors.Cluster.Searches.Messages;

/// <summary>What a node says to an offer.</summary>
/// <param name="Search">The number of the search.</param>
/// <param name="Workers">How many units it does at once; 0 when it takes no part.</param>
/// <param name="Refusal">Why it takes no part, in one line; empty when it does.</param>
internal sealed record SearchAnswer(long Search, int Workers, string Refusal);
