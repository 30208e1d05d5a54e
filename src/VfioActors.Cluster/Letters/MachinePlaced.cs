namespace VfioActors.Cluster.Letters;

/// <summary>A machine is started somewhere, and will stay there.</summary>
/// <param name="Machine">Its number, from 0.</param>
internal sealed record MachinePlaced(int Machine);
