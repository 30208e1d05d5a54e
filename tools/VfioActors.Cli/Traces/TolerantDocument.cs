using VfioActors.Cli.Outputs;
using VfioActors.Exploration.Replays;

namespace VfioActors.Cli.Traces;

/// <summary>What came of following a trace of an older version, for programs.</summary>
/// <param name="Product">The version of the product that wrote it.</param>
/// <param name="Agreed">Whether nothing moved at all.</param>
/// <param name="Steps">How many steps the trace has.</param>
/// <param name="Matched">How many of them were there, under their own names or others.</param>
/// <param name="Changed">How many of those have a message with other fields.</param>
/// <param name="Skipped">How many were passed over.</param>
/// <param name="Added">How many were taken that the trace does not have, before its end.</param>
/// <param name="Beyond">How many were taken behind its end, until rest.</param>
/// <param name="Bug">"there", "other", "gone" or "unknown".</param>
/// <param name="VerdictReason">Why it is not known; null when it is.</param>
internal sealed record TolerantDocument(
    string Trace,
    string Scenario,
    string Product,
    bool Agreed,
    int Steps,
    int Matched,
    int Changed,
    int Skipped,
    int Added,
    int Beyond,
    MovedDocument? FirstDivergence,
    IReadOnlyList<MovedDocument> Moved,
    string Fingerprint,
    string Verdict,
    string Bug,
    string? VerdictReason,
    IReadOnlyList<FindingDocument> Findings)
{
    /// <summary>The document of a report.</summary>
    public static TolerantDocument Of(TracedScenario traced, TolerantReport report) => new(
        traced.Path,
        traced.Scenario.Name,
        traced.Trace.Header.Product,
        report.Moves.Count == 0,
        report.TraceSteps,
        report.Matched,
        report.Changed,
        report.Skipped,
        report.Added,
        report.Beyond,
        report.FirstDivergence is { } first ? MovedDocument.Of(first) : null,
        [.. report.Moves.Select(MovedDocument.Of)],
        Behaviors.Values.Fingerprint.Text(report.Fingerprint),
        VerdictText.Of(report.Verdict),
        WordOf(report.Bug),
        report.Doubt,
        [.. report.Findings.Select(FindingDocument.Of)]);

    private static string WordOf(BugFate bug) => bug switch
    {
        BugFate.StillThere => "there",
        BugFate.Another => "other",
        BugFate.Gone => "gone",
        _ => "unknown",
    };
}
