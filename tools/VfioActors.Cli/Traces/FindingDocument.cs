namespace VfioActors.Cli.Traces;

/// <summary>A property that a replayed run breaks.</summary>
internal sealed record FindingDocument(string Property, string Claim, string Reason, int Step);
