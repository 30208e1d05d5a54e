namespace VfioActors.Exploration.Tests.Checkpoints;

/// <summary>All that a search comes to, but for how long it took: a line for each thing.</summary>
internal static class Outcome
{
    internal static string Of(ExplorationReport report) => string.Join('\n',
    [
        $"{report.Verdict}, complete {report.Complete} up to {report.CompleteUpTo}, doubt {report.Doubt}",
        $"{report.Runs} runs, {report.Left} left, {report.BrokenRuns} broken from {report.FirstBrokenRun} on, "
            + $"{report.CutRuns} cut, {report.Deliveries} deliveries, {report.States} states",
        $"{report.Remainder}, {report.Permutations}, {report.IsStuck}",
        $"claims {Words(report.Judged.Claims)}; checks {Words(report.Judged.Checks)}; "
            + $"never {Words(report.Judged.NeverApplied)}",
        .. report.Failures.Select(failure =>
            $"{failure.Property.Name}: {failure.Reason}, run {failure.Run}, met {failure.Occurrences}: "
                + string.Join(' ', failure.Schedule)),
    ]);

    private static string Words(IEnumerable<string> words) => string.Join(' ', words);
}
