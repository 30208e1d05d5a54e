namespace VfioActors.Cli.Traces;

/// <summary>What came of a replay, for programs.</summary>
/// <param name="Agreed">Whether every step was there and led to the same state.</param>
/// <param name="Steps">How many were taken.</param>
/// <param name="Verdict">Held, broken or inconclusive; null after a misfit.</param>
/// <param name="VerdictReason">Why it is inconclusive; null where it is not.</param>
/// <param name="Claims">What is claimed and was looked at; null after a misfit.</param>
/// <param name="Checks">What is checked of every scenario and was looked at; null where claims are.</param>
/// <param name="NeverApplied">What was not, since nothing was there that it is about; null where claims are.</param>
internal sealed record ReplayDocument(
    string Trace,
    string Scenario,
    string Host,
    bool Agreed,
    int Steps,
    string? Fingerprint,
    string? Verdict,
    string? VerdictReason,
    IReadOnlyList<string>? Claims,
    IReadOnlyList<string>? Checks,
    IReadOnlyList<string>? NeverApplied,
    IReadOnlyList<FindingDocument> Findings,
    MisfitDocument? Misfit);
