namespace VfioActors.Cluster.Letters;

/// <summary>Has a machine started, wherever the cluster puts it. Answered by <see cref="MachinePlaced"/>.</summary>
/// <param name="Machine">Its number, from 0.</param>
internal sealed record PlaceMachine(int Machine);
