namespace VfioActors.Cluster.Searches.Messages;

/// <summary>Nothing more is wanted of a search.</summary>
/// <param name="Search">Its number.</param>
internal sealed record SearchEnd(long Search);
