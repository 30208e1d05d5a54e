using VfioActors.Cli.Explorations;
using VfioActors.Exploration;
using VfioActors.Storm;

namespace VfioActors.Cli.Storms;

/// <summary>What came of a storm, and where it was written to.</summary>
/// <param name="Report">The figures.</param>
/// <param name="Recording">The file of the recording, when one was asked for.</param>
/// <param name="Html">The file of the page, when one was asked for.</param>
/// <param name="Failures">What was broken, made small in the world; only what was recorded can be.</param>
internal sealed record StormOutcome(
    StormReport Report, string? Recording, string? Html, IReadOnlyList<FailureDocument> Failures)
{
    /// <summary>What it proves.</summary>
    public Verdict Verdict =>
        Report.Violations.Count > 0 || Report.Lost.Count > 0 || !Report.AtRest ? Verdict.Broken
        : Report.IsCut ? Verdict.Inconclusive
        : Verdict.Held;
}
