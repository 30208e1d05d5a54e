using VfioActors.Conformance.Reports;

namespace VfioActors.Cli.Conformities;

/// <summary>How far one recording is agreed with, for programs: a line of JSON Lines.</summary>
internal sealed record ConformityDocument(
    string File, int Operations, int Agreed, DifferenceDocument? FirstDifference)
{
    /// <summary>The document of a report.</summary>
    public static ConformityDocument Of(string file, RecordingReport report) => new(
        file,
        report.Operations,
        report.Agreed,
        report.FirstDifference is { } first ? DifferenceDocument.Of(first) : null);
}
