using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds.Refusals;

namespace VfioActors.Exploration.FailNth;

/// <summary>What came of refusing every point in turn.</summary>
/// <param name="Unrefused">The search of all runs in which nothing is refused: it says which points there are.</param>
/// <param name="Points">The points that it met, by operation, each with a search of its own.</param>
public sealed record FailNthReport(SearchReport Unrefused, IReadOnlyList<RefusedPoint> Points)
{
    /// <summary>
    /// The points that were met only once another one had been refused. One is refused at a time: these never were.
    /// </summary>
    public IReadOnlyList<NamedPoint> AfterRefusal { get; init; } = [];

    /// <summary>What the behaviours may be refused and no run asked for.</summary>
    public IReadOnlyList<UnreachedRefusal> Unreached { get; init; } = [];

    /// <summary>The properties that break without any refusal: what a refusal does to them was not looked at.</summary>
    public IReadOnlyList<Property> BrokenAnyway { get; init; } = [];

    /// <summary>
    /// What was not judged: properties that are claimed only of runs in which nothing is refused, and witnesses, which
    /// some run must reach and not each refused one.
    /// </summary>
    public IReadOnlyList<Property> NotJudged { get; init; } = [];

    /// <summary>Whether somebody ended it before its end.</summary>
    public bool IsCut { get; init; }


    /// <summary>
    /// Broken when anything is; held when all runs without refusal were searched and hold, there are points, and each
    /// of them holds; held within a bound when a bound was asked for and all that is so of the runs within it; else
    /// inconclusive.
    /// </summary>
    public Verdict Verdict
    {
        get
        {
            List<Verdict> all = [Unrefused.Report.Verdict, .. Points.Select(point => point.Verdict)];
            return all.Contains(Verdict.Broken) ? Verdict.Broken
                : Doubt is not null ? Verdict.Inconclusive
                : all.Contains(Verdict.HeldWithinBound) ? Verdict.HeldWithinBound
                : Verdict.Held;
        }
    }

    /// <summary>All searches together, as one of the runs in which at most one point is refused.</summary>
    public ExplorationReport Whole
    {
        get
        {
            List<ExplorationReport> all = [Unrefused.Report, .. Searched.Select(search => search.Report)];
            var isComplete = Doubt is null && all.TrueForAll(report => report.Complete);
            return Unrefused.Report with
            {
                Strategy = string.Join(", ", all.Select(report => report.Strategy).Distinct()),
                Runs = all.Sum(report => report.Runs),
                Left = all.Sum(report => report.Left),
                BrokenRuns = all.Sum(report => report.BrokenRuns),
                FirstBrokenRun = all.Exists(report => report.BrokenRuns > 0) ? null : 0,
                Deliveries = all.Sum(report => report.Deliveries),
                States = all.Any(report => report.States is null) ? null : all.Sum(report => report.States),
                Seconds = all.Sum(report => report.Seconds),
                Complete = isComplete,
                CompleteUpTo = Verdict == Verdict.HeldWithinBound ? all.Max(report => report.CompleteUpTo) : null,
                Remainder = null,
                CutRuns = all.Sum(report => report.CutRuns),
                Failures = [.. all.SelectMany(report => report.Failures)],
                Doubt = Verdict == Verdict.Inconclusive ? Doubt : null,
                EndedBy = all.Select(report => report.EndedBy).FirstOrDefault(ended => ended is not null),
                IsOutOfMemory = all.Any(report => report.IsOutOfMemory),
                IsStuck = all.Any(report => report.IsStuck),
                Asked = Unrefused.Report.Asked,
            };
        }
    }

    private IEnumerable<SearchReport> Searched => Points.Select(point => point.Search).OfType<SearchReport>();

    /// <summary>Why what was searched is no proof, in a line; null when it is one.</summary>
    public string? Doubt
    {
        get
        {
            const string Ended = "the search of the runs without refusal did not come to its end";
            var unknown = Points.Count(point => point.Verdict == Verdict.Inconclusive);
            return Unrefused.Report.Verdict == Verdict.Inconclusive
                    ? $"which points there are is not known for sure: {Unrefused.Report.Doubt ?? Ended}"
                : Points.Count == 0 ? "no run asks for anything that may be refused, so nothing was"
                : Points.FirstOrDefault(point => point.Named.Point.Nth >= AskLog.NthMax) is { } many
                    ? $"{many.Named.Actor} asks {AskLog.NthMax} times or more in one operation: that many were refused"
                : unknown > 0 ? $"of {Counted.Of(Points.Count, "point")} {unknown} are not known to hold"
                : null;
        }
    }
}
