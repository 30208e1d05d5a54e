namespace VfioActors.Cli.Storms;

/// <summary>What befell a node of a storm, for programs.</summary>
/// <param name="Kind">Either <c>kill</c> or <c>cut</c>.</param>
/// <param name="Node">Its number, from 0.</param>
/// <param name="After">After how many answered operations of all clients.</param>
internal sealed record NodeFaultDocument(string Kind, int Node, long After);
