namespace VfioActors.Cli.Traces;

/// <summary>Where a trace does not fit.</summary>
internal sealed record MisfitDocument(int Step, string Expected, string Found);
