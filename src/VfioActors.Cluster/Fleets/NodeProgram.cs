namespace VfioActors.Cluster.Fleets;

/// <summary>The program that is a node when it is started: it calls <c>StormNode.RunAsync</c>.</summary>
/// <param name="File">The program.</param>
/// <param name="Words">Its arguments.</param>
public sealed record NodeProgram(string File, IReadOnlyList<string> Words);
