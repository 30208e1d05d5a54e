namespace VfioActors.Cli.Explorations.Failures;

/// <summary>Failures that came to the same trace are one bug, whatever they break.</summary>
internal static class SameBug
{
    /// <summary>
    /// One failure for each name, in the order in which they come; each that has no name stands for itself. Of a bug
    /// the failure is shown that needs no defect switched off, with all that it breaks, and the counts of all of them.
    /// </summary>
    public static IReadOnlyList<FailureDocument> Merged(IEnumerable<FailureDocument> failures)
    {
        List<List<FailureDocument>> bugs = [];
        foreach (var failure in failures)
        {
            var known = bugs.Find(bug => failure.Name is { } name && bug[0].Name == name);
            if (known is null) { bugs.Add([failure]); }
            else { known.Add(failure); }
        }

        return [.. bugs.Select(bug => bug.Count == 1 ? bug[0] : One(bug))];
    }

    private static FailureDocument One(IReadOnlyList<FailureDocument> bug)
    {
        List<FailureDocument> shown = [.. bug.OrderBy(failure => failure.Behind.Count > 0)];
        return shown[0] with
        {
            Occurrences = bug.Sum(failure => failure.Occurrences),
            Steps = bug.Min(failure => failure.Steps),
            Parts = shown,
        };
    }
}
