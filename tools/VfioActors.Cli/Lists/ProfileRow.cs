namespace VfioActors.Cli.Lists;

/// <summary>A profile of a scenario in the catalogue.</summary>
internal sealed record ProfileRow(string Name, string Summary, IReadOnlyList<string> Defects);
