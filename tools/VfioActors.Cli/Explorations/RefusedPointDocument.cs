using VfioActors.Cli.Explorations.Failures;
using VfioActors.Cli.Outputs;
using VfioActors.Exploration.FailNth;

namespace VfioActors.Cli.Explorations;

/// <summary>A point that was refused, and what came of it, for programs.</summary>
/// <param name="Asked">In how many steps of the search without refusals the host was asked there.</param>
/// <param name="Refused">In how many steps of its own search it was refused.</param>
/// <param name="Verdict">Of this point alone; "held" only when it was refused and all runs were searched.</param>
/// <param name="VerdictReason">Why it is not known; null when it is.</param>
/// <param name="Search">The search of it; null when its turn did not come.</param>
/// <param name="Broken">The properties that broke.</param>
/// <param name="Traces">The traces of that.</param>
internal sealed record RefusedPointDocument(
    NamedPointDocument Point,
    long Asked,
    long Refused,
    string Verdict,
    string? VerdictReason,
    RefusalSearchDocument? Search,
    IReadOnlyList<string> Broken,
    IReadOnlyList<string> Traces)
{
    /// <summary>The document of a point.</summary>
    public static RefusedPointDocument Of(RefusedPoint point, IReadOnlyList<FailureDocument> failures) => new(
        NamedPointDocument.Of(point.Named),
        point.Asked,
        point.Refused,
        WordOf(point),
        point.Doubt,
        point.Search is { } search ? RefusalSearchDocument.Of(search) : null,
        [.. (point.Search?.Report.Failures ?? []).Select(failure => failure.Property.Name).Distinct()],
        [.. failures.SelectMany(failure => failure.Parts).Select(broken => broken.Trace).OfType<string>()]);

    /// <summary>The verdict on a point, in words.</summary>
    public static string WordOf(RefusedPoint point) =>
        point is { Verdict: Exploration.Verdict.HeldWithinBound, Search: { } search }
            ? VerdictText.Of(search.Report)
            : VerdictText.Of(point.Verdict);
}
