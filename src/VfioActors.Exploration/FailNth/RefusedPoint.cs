namespace VfioActors.Exploration.FailNth;

/// <summary>A point at which the model may refuse, and what came of refusing exactly that.</summary>
/// <param name="Named">Which.</param>
/// <param name="Asked">In how many steps of the search without refusals the host was asked there.</param>
/// <param name="Refused">In how many steps of its own search it was refused.</param>
/// <param name="Search">The search of all runs in which it is refused wherever they come to it; null for none.</param>
public sealed record RefusedPoint(NamedPoint Named, long Asked, long Refused, SearchReport? Search)
{
    /// <summary>
    /// Broken when a run in which it is refused breaks something; held only when it was refused in some run, and all
    /// runs were searched.
    /// </summary>
    public Verdict Verdict => Search is null ? Verdict.Inconclusive
        : Search.Report.Failures.Count > 0 ? Verdict.Broken
        : Refused == 0 ? Verdict.Inconclusive
        : Search.Report.Verdict;

    /// <summary>Why it is not known, in a line; null when it is.</summary>
    public string? Doubt => Verdict != Verdict.Inconclusive ? null
        : Search is null ? "not searched: all was ended before its turn"
        : Search.Report.Doubt is { } doubt ? doubt
        : Refused == 0 ? "never refused by the search of it"
        : Search.Report.CutRuns > 0 ? "runs were cut that had too many steps"
        : "its search was ended before its end";
}
