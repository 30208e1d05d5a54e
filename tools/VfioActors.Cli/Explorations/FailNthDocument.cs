namespace VfioActors.Cli.Explorations;

/// <summary>What came of refusing every point in turn, for programs.</summary>
/// <param name="Unrefused">The search of the runs in which nothing is refused.</param>
/// <param name="Points">The points that it met, each with a search of its own.</param>
/// <param name="AfterRefusal">Points that were met only once another was refused, and were never refused.</param>
/// <param name="NotReached">What may be refused and no run asked for.</param>
/// <param name="NotJudged">What is claimed only of runs in which nothing is refused, and witnesses.</param>
/// <param name="BrokenAnyway">The properties that break without refusal, and were not looked at with one.</param>
internal sealed record FailNthDocument(
    RefusalSearchDocument Unrefused,
    IReadOnlyList<RefusedPointDocument> Points,
    IReadOnlyList<NamedPointDocument> AfterRefusal,
    IReadOnlyList<NotReachedDocument> NotReached,
    IReadOnlyList<string> NotJudged,
    IReadOnlyList<string> BrokenAnyway)
{
    /// <summary>The document of an outcome.</summary>
    public static FailNthDocument Of(FailNthOutcome outcome)
    {
        var report = outcome.Report;
        return new(
            RefusalSearchDocument.Of(report.Unrefused),
            [.. report.Points.Zip(outcome.Failures, RefusedPointDocument.Of)],
            [.. report.AfterRefusal.Select(NamedPointDocument.Of)],
            [.. report.Unreached.Select(NotReachedDocument.Of)],
            [.. report.NotJudged.Select(property => property.Name)],
            [.. report.BrokenAnyway.Select(property => property.Name)]);
    }
}
