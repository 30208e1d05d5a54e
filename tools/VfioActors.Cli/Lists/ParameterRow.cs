namespace VfioActors.Cli.Lists;

/// <summary>A parameter of a scenario in the catalogue.</summary>
internal sealed record ParameterRow(string Name, string Summary, string Default, string Accepts);
