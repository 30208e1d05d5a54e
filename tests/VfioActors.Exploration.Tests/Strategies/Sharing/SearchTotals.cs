namespace VfioActors.Exploration.Tests.Strategies.Sharing;

/// <summary>What a search comes to, however many threads it has.</summary>
internal sealed record SearchTotals(
    string Verdict, bool Complete, long? States, long Runs, long Left, long Broken, long Deliveries, string Failures)
{
    internal static SearchTotals Of(ExplorationReport report) => new(
        report.Verdict.ToString(), report.Complete, report.States, report.Runs, report.Left, report.BrokenRuns,
        report.Deliveries, string.Join("; ", Made.Failures(report)));
}
