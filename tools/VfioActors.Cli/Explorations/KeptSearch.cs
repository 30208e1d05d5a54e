namespace VfioActors.Cli.Explorations;

/// <summary>A search that was ended early and can go on.</summary>
/// <param name="Path">The file that it is kept in.</param>
/// <param name="Resume">The command that goes on with it.</param>
internal sealed record KeptSearch(string Path, string Resume);
