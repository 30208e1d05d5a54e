using VfioActors.Cli.Outputs;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Bounds;

namespace VfioActors.Cli.Explorations;

/// <summary>What came of an exploration, for programs.</summary>
internal sealed record ExplorationDocument(
    string Scenario,
    string? Profile,
    IReadOnlyCollection<string> Defects,
    string Strategy,
    string StrategyReason,
    string Delivery,
    long Seed,
    IReadOnlyDictionary<string, string> Parameters,
    long Runs,
    long BrokenRuns,
    long FirstBrokenRun,
    long RedundantRuns,
    long Deliveries,
    long? States,
    double Seconds,
    bool Complete,
    long CutRuns,
    string Verdict,
    string? VerdictReason,
    int? Preemptions,
    double? Permutations,
    Remainder? Remainder,
    string? Modulo,
    IReadOnlyList<Tally> Tallies,
    IReadOnlyList<string> Claims,
    IReadOnlyList<string> Checks,
    IReadOnlyList<string> NeverApplied,
    IReadOnlyList<WaivedCheck> Waived,
    IReadOnlyList<string> Hints,
    IReadOnlyList<FailureDocument> Failures,
    IReadOnlyList<string> Problems)
{
    /// <summary>The document of an outcome.</summary>
    public static ExplorationDocument Of(ExplorationOutcome outcome) => new(
        outcome.Request.Scenario.Name,
        outcome.Request.Profile,
        outcome.Defects,
        outcome.Search.Strategy,
        outcome.Search.Reason,
        outcome.Delivery,
        outcome.Request.Options.Seed,
        new SortedDictionary<string, string>(outcome.Request.Arguments.Values.ToDictionary(), StringComparer.Ordinal),
        outcome.Report.Runs,
        outcome.Report.BrokenRuns,
        outcome.Report.FirstBrokenRun,
        outcome.Report.Left,
        outcome.Report.Deliveries,
        outcome.Report.States,
        outcome.Report.Seconds,
        outcome.Report.Complete,
        outcome.Report.CutRuns,
        VerdictText.Of(outcome.Report),
        outcome.Report.Doubt,
        outcome.Request.Options.Preemptions,
        outcome.Report.Permutations,
        outcome.Report.Remainder,
        outcome.Report.Modulo,
        outcome.Report.Tallies,
        outcome.Report.Judged.Claims,
        outcome.Report.Judged.Checks,
        outcome.Report.Judged.NeverApplied,
        outcome.Report.Judged.Waived,
        outcome.Hints,
        outcome.Failures,
        outcome.Problems);
}
