using VfioActors.Cli.Explorations.Failures;
using VfioActors.Cli.Outputs;
using VfioActors.Scenarios;
using VfioActors.Storm;
using VfioActors.Storm.Measures;

namespace VfioActors.Cli.Storms;

/// <summary>What came of a storm, for programs.</summary>
/// <param name="Succeeded">How many operations were answered without an error.</param>
/// <param name="VerdictReason">Why it is inconclusive; null when it is not.</param>
/// <param name="Lost">How many things it left behind.</param>
/// <param name="Missing">What they are.</param>
/// <param name="WorkingSetMb">The memory of the process at moments evenly apart, from first to last.</param>
internal sealed record StormDocument(
    int Clients,
    int Window,
    string Mix,
    string Shape,
    double Faults,
    int Seed,
    IReadOnlyList<string> Defects,
    long Operations,
    long Succeeded,
    long Messages,
    double Seconds,
    double OperationsPerSecond,
    double MessagesPerSecond,
    double P50Us,
    double P99Us,
    double P999Us,
    double MaxUs,
    IReadOnlyDictionary<string, long> Refusals,
    IReadOnlyList<StormViolation> Violations,
    bool AtRest,
    long Lost,
    IReadOnlyList<string> Missing,
    IReadOnlyList<ActorLoad> Busiest,
    IReadOnlyList<double> WorkingSetMb,
    string? Recording,
    string? Html,
    string Verdict,
    string? VerdictReason,
    IReadOnlyList<string> Claims,
    IReadOnlyList<string> Checks,
    IReadOnlyList<string> NeverApplied,
    IReadOnlyList<FailureDocument> Failures,
    IReadOnlyList<BugDocument> Bugs,
    IReadOnlyList<string> Problems)
{
    private const double NanosecondsPerMicrosecond = 1000;
    private const double Megabyte = 1 << 20;
    private const int BusiestShown = 16;

    /// <summary>Writes it, with how many things there were of each sort behind the clients.</summary>
    public static void Write(TextWriter output, StormOutcome outcome)
    {
        var document = Json.ObjectOf(Of(outcome));
        var place = document.IndexOf("clients");
        foreach (var known in ScenarioCatalog.Storm.Counts)
        {
            document.Insert(++place, known.Name, outcome.Report.Options.CountOf(known.Name));
        }

        document.Insert(++place, "machines", outcome.Report.Options.Machines);
        if (outcome.Cluster is { } cluster)
        {
            foreach (var (name, value) in Json.ObjectOf(NodesDocument.Of(cluster)).ToList())
            {
                document.Add(name, value?.DeepClone());
            }
        }

        Json.Write(output, document);
    }

    /// <summary>The document of a storm.</summary>
    private static StormDocument Of(StormOutcome outcome)
    {
        var (report, options) = (outcome.Report, outcome.Report.Options);
        double Microseconds(double share) => report.Latencies.Percentile(share) / NanosecondsPerMicrosecond;
        return new(
            options.Clients,
            options.Window,
            options.Mix,
            options.Shape,
            options.FaultRate,
            options.Seed,
            options.Defects,
            report.Operations,
            report.Succeeded,
            report.Messages,
            report.Seconds,
            report.OperationsPerSecond,
            report.MessagesPerSecond,
            Microseconds(0.5),
            Microseconds(0.99),
            Microseconds(0.999),
            report.Latencies.Max / NanosecondsPerMicrosecond,
            report.Refusals.ToDictionary(one => one.Error.ToString(), one => one.Count),
            outcome.Broken,
            report.AtRest,
            report.Lost.Sum(one => one.Count),
            [.. report.Lost.Select(one => one.ToString())],
            [.. report.Loads.Take(BusiestShown)],
            [.. StormWords.EvenlyApart(report.Samples).Select(sample => Math.Round(sample.WorkingSet / Megabyte, 1))],
            outcome.Recording,
            outcome.Html,
            VerdictText.Of(outcome.Verdict),
            outcome.Doubt,
            report.Judged.Claims,
            report.Judged.Checks,
            report.Judged.NeverApplied,
            [.. outcome.Failures.SelectMany(failure => failure.Parts)],
            BugDocument.Of(outcome.Failures),
            outcome.Problems);
    }
}
