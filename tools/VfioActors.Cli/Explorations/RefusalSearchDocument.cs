using VfioActors.Cli.Outputs;
using VfioActors.Exploration;

namespace VfioActors.Cli.Explorations;

/// <summary>One of the searches of <c>explore --fail-nth</c>, for programs.</summary>
internal sealed record RefusalSearchDocument(
    string Verdict,
    string? VerdictReason,
    string Strategy,
    long Runs,
    long Deliveries,
    long? States,
    double Seconds,
    bool Complete)
{
    /// <summary>The document of a search.</summary>
    public static RefusalSearchDocument Of(SearchReport search) => new(
        VerdictText.Of(search.Report),
        search.Report.Doubt ?? VerdictText.Doubt(search.Report, "ended before its end"),
        search.Strategy,
        search.Report.Runs,
        search.Report.Deliveries,
        search.Report.States,
        search.Report.Seconds,
        search.Report.Complete);
}
