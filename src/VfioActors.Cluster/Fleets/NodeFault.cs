namespace VfioActors.Cluster.Fleets;

/// <summary>What befalls a node of a storm.</summary>
/// <param name="Kind">What.</param>
/// <param name="Node">The number of the node, from 0.</param>
/// <param name="After">
/// After how many answered operations of all clients; null for half of those that are asked for, or when half the time
/// is over.
/// </param>
public sealed record NodeFault(NodeFaultKind Kind, int Node, long? After);
