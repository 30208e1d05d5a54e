namespace VfioActors.Cli.Explorations.Failures;

/// <summary>A bug: the failures that come to the same trace.</summary>
/// <param name="Name">Its name, which those failures have too; null when it was not made small.</param>
/// <param name="Properties">What it breaks.</param>
/// <param name="Occurrences">How often that was met, all together.</param>
/// <param name="SeenIn">A trace of it that was known before; null when none is.</param>
internal sealed record BugDocument(
    string? Name, IReadOnlyList<string> Properties, long Occurrences, string? SeenIn)
{
    /// <summary>The bugs of a report, in the order in which people are shown them.</summary>
    /// <param name="failures">What the report shows.</param>
    public static IReadOnlyList<BugDocument> Of(IEnumerable<FailureDocument> failures) =>
    [
        .. failures.Select(failure => new BugDocument(
            failure.Name,
            [failure.Property, .. failure.Others.Select(other => other.Property)],
            failure.Occurrences,
            failure.SeenIn)),
    ];
}
