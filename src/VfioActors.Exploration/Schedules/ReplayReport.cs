using VfioActors.Exploration.Properties;

namespace VfioActors.Exploration.Schedules;

/// <summary>What a replay came to.</summary>
/// <param name="Steps">How many steps were taken: all that the trace has.</param>
/// <param name="Fingerprint">The fingerprint of the state after the last one.</param>
/// <param name="Findings">The properties that the run breaks.</param>
/// <param name="Judged">What was looked at.</param>
/// <param name="IsAtRest">Whether the run has come to its end: nothing more could be next.</param>
public sealed record ReplayReport(
    int Steps, ulong Fingerprint, IReadOnlyList<Finding> Findings, JudgedProperties Judged, bool IsAtRest)
{
    /// <summary>
    /// Broken when the run breaks something; held when it came to its end and does not; else nobody knows.
    /// </summary>
    public Verdict Verdict => Findings.Count > 0 ? Verdict.Broken : Doubt is null ? Verdict.Held : Verdict.Inconclusive;

    /// <summary>Why nobody knows, in words; null where the verdict is another.</summary>
    public string? Doubt =>
        Findings.Count > 0 ? null
        : Steps == 0 ? "the trace has no step"
        : !IsAtRest ? "the trace ends before the run does, and what holds at its end was not looked at"
        : Judged.Claims.Count == 0 ? "nothing is here that a claim is about"
        : null;
}
