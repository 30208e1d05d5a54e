using VfioActors.Behaviors.Defects;
using VfioActors.Cli.Outputs;
using VfioActors.Exploration;
using VfioActors.Exploration.Museums;

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
    string? Replay)
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
        replay);

    /// <summary>The document of a defect that has a switch, and that no scenario shows.</summary>
    public static MuseumDocument Unshown(Defect defect)
    {
        var unknown = VerdictText.Of(Verdict.Inconclusive);
        return new(defect.Id, null, false, 0, 0, 0, defect.Violates, false, 0, unknown, 0, null, null);
    }
}
