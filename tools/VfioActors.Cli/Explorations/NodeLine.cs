namespace VfioActors.Cli.Explorations;

/// <summary>What a node says, for programs: a line each time.</summary>
/// <param name="Event"><c>ready</c> when it is a member of a cluster, else <c>node</c>.</param>
/// <param name="Text">Its address, or what it does or refuses.</param>
internal sealed record NodeLine(string Event, string Text);
