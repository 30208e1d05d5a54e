namespace VfioActors.Cluster;

/// <summary>A machine that was lost with its node: what its actors had is nowhere any more.</summary>
/// <param name="Name">Its name, that of its shard.</param>
/// <param name="Node">The node.</param>
/// <param name="Actors">The names of its actors.</param>
public sealed record LostMachine(string Name, int Node, IReadOnlyList<string> Actors);
