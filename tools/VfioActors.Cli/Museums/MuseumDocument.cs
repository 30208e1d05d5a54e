using VfioActors.Behaviors.Defects;
using VfioActors.Cli.Outputs;
using VfioActors.Exploration;
using VfioActors.Exploration.Museums;
using VfioActors.Exploration.Scenarios;
using VfioActors.Tracing;

namespace VfioActors.Cli.Museums;

/// <summary>One defect in the museum, for programs: a line of JSON Lines.</summary>
internal sealed record MuseumDocument(
    string Id,
    string? Scenario,
    bool Found,
    long Runs,
    double Seconds,
    int MinimalSteps,
    string Property,
    bool FixedComplete,
    long FixedRuns,
    string FixedVerdict,
    double FixedSeconds,
    string? Trace,
    string? Replay,
    string? Problem,
    string? Name)
{
    /// <summary>The document of a row whose trace was written.</summary>
    public static MuseumDocument Of(MuseumRow row, string? trace, string? replay) => new(
        row.Id,
        row.Scenario,
        row.Found,
        row.Runs,
        row.Seconds,
        row.MinimalSteps,
        row.Property,
        row.FixedComplete,
        row.FixedRuns,
        VerdictText.Of(row.FixedVerdict),
        row.FixedSeconds,
        trace,
        replay,
        row.Problem,
        row.Trace is null || row.Problem is not null ? null : TraceName.Of(row.Trace));

    /// <summary>The document of a row that came to nothing.</summary>
    /// <param name="problem">Why, in one line.</param>
    public static MuseumDocument Failed(string scenario, Exhibit exhibit, string problem) => new(
        exhibit.Defect, scenario, false, 0, 0, 0, exhibit.Property, false, 0, Unknown, 0, null, null, problem, null);

    /// <summary>The document of a defect that has a switch, and that no scenario shows.</summary>
    public static MuseumDocument Unshown(Defect defect) =>
        new(defect.Id, null, false, 0, 0, 0, defect.Violates, false, 0, Unknown, 0, null, null, null, null);

    private static string Unknown => VerdictText.Of(Verdict.Inconclusive);
}
