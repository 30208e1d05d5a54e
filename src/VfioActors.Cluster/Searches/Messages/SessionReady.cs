namespace VfioActors.Cluster.Searches.Messages;

/// <summary>A worker hears what it is sent from now on: whoever sends this is it.</summary>
/// <param name="Search">The number of the search.</param>
/// <param name="Session">Its number.</param>
internal sealed record SessionReady(long Search, int Session);
