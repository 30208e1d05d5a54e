namespace VfioActors.Cli.Traces;

/// <summary>What came of a replay, for programs.</summary>
/// <param name="Agreed">Whether every step was there and led to the same state.</param>
/// <param name="Steps">How many were taken.</param>
/// <param name="Verdict">Held or broken; null after a misfit.</param>
internal sealed record ReplayDocument(
    string Trace,
    string Scenario,
    string Host,
    bool Agreed,
    int Steps,
    string? Fingerprint,
    string? Verdict,
    IReadOnlyList<FindingDocument> Findings,
    MisfitDocument? Misfit);
