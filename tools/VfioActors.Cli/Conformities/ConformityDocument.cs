using System.Text.Json.Serialization;
using VfioActors.Behaviors.Values;
using VfioActors.Cli.Outputs;
using VfioActors.Conformance.Reports;

namespace VfioActors.Cli.Conformities;

/// <summary>How far one recording is agreed with, for programs: a line of JSON Lines.</summary>
/// <param name="File">As it was named.</param>
/// <param name="Operations">How many operations were performed.</param>
/// <param name="Agreed">On how many every fact is equal.</param>
/// <param name="FirstDifference">The first operation that disagrees, or null.</param>
/// <param name="Differences">How many operations disagree.</param>
/// <param name="Cases">How many cases there are.</param>
/// <param name="CasesDiffering">How many of them have an operation that disagrees.</param>
/// <param name="Verdict">Held, broken or inconclusive.</param>
/// <param name="VerdictReason">Why it is inconclusive, else null.</param>
internal sealed record ConformityDocument(
    string File, int Operations, int Agreed, DifferenceDocument? FirstDifference, int Differences, int Cases,
    int CasesDiffering, string Verdict, string? VerdictReason)
{
    /// <summary>The first difference of each case that has one, when all were asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DifferenceDocument>? CaseDifferences { get; init; }

    /// <summary>The document of a report.</summary>
    /// <param name="file">As it was named.</param>
    /// <param name="report">What came of it.</param>
    /// <param name="cut">Why not all of it was judged; null when all was.</param>
    /// <param name="all">Whether the first difference of each case is wanted.</param>
    public static ConformityDocument Of(string file, RecordingReport report, string? cut, bool all)
    {
        var reason = report.FirstDifference is not null ? null
            : report.Operations == 0 && cut is null ? $"nothing was judged: {Nothing(report)}"
            : cut;
        var verdict = report.FirstDifference is not null ? Exploration.Verdict.Broken
            : reason is not null ? Exploration.Verdict.Inconclusive
            : Exploration.Verdict.Held;
        return new(
            file,
            report.Operations,
            report.Agreed,
            report.FirstDifference is { } first ? DifferenceDocument.Of(first) : null,
            report.Differing,
            report.Cases,
            report.CaseDifferences.Count,
            VerdictText.Of(verdict),
            reason)
        {
            CaseDifferences = all ? [.. report.CaseDifferences.Select(DifferenceDocument.Of)] : null,
        };
    }

    private static string Nothing(RecordingReport report) =>
        report.Cases == 0 ? "it has no case" : $"{Counted.Grouped(report.Cases, "case")} without an operation";
}
