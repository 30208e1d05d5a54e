namespace VfioActors.Cluster.Searches.Messages;

/// <summary>A worker of a node cannot go on: something did not reach it, or is wrong. It is to begin anew.</summary>
/// <param name="Search">The number of the search.</param>
/// <param name="Session">Its number.</param>
/// <param name="Reason">What is wrong, in one line.</param>
internal sealed record SessionLost(long Search, int Session, string Reason);
