using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Replays;

/// <summary>
/// Follows a trace of an older version of a model as far as its operations can be matched, and says whether its bug is
/// still there. A run that breaks something does so whatever led to it; a run that breaks nothing says that the bug is
/// gone only when it is the run of the trace.
/// </summary>
/// <remarks>
/// Actors and kinds of messages may have other names, parameters and operations may be more or fewer, messages may have
/// other fields. A step that is not there may come after others for the same operation which the trace does not have:
/// these are then taken; else the step is passed over. Where that breaks nothing, such steps are tried as soon as they
/// are there: a read that takes more steps now was still meant to come before the write.
/// </remarks>
public static class TolerantReplay
{
    /// <summary>Replays.</summary>
    /// <exception cref="ArgumentException">The scenario cannot be built with what the header says.</exception>
    public static TolerantReport Replay(Scenario scenario, Trace trace)
    {
        var fitted = FittedTrace.Of(scenario, trace);
        var follower = Followed(fitted);
        var found = EarnedFindings.Of(fitted, follower);
        var unearned = found.Count == 0 && follower.Findings is [var first, ..] ? first : null;
        if (unearned is not null && Followed(fitted.Whole()) is { Findings.Count: > 0 } whole)
        {
            (follower, found) = (whole, whole.Findings);
        }

        OlderBug bug = new(fitted.Setup, trace.Header.Violation);
        var doubt = found.Count > 0 ? null
            : unearned is not null
                ? $"{unearned.Property.Name} fails where operations are left out, and with them it does not"
            : Doubt(fitted, follower, bug.Property);
        return new()
        {
            TraceSteps = trace.Steps.Count,
            Matched = follower.Matched,
            Changed = follower.Changed,
            Skipped = follower.Skipped,
            Added = follower.Added,
            Beyond = follower.Beyond,
            Moves = follower.Moves,
            Fingerprint = follower.World.Fingerprint,
            Findings = found,
            Bug = found.Count == 0 ? doubt is null ? BugFate.Gone : BugFate.Unknown
                : found.Any(finding => bug.Is(finding, follower)) ? BugFate.StillThere
                : BugFate.Another,
            Doubt = doubt,
        };
    }

    /// <summary>Follows the trace, and takes more steps where that breaks nothing.</summary>
    private static TraceFollower Followed(FittedTrace fitted)
    {
        var follower = Followed(fitted, isEager: false);
        if (follower.Findings.Count > 0 || follower.Added + follower.Skipped == 0) { return follower; }
        var eager = Followed(fitted, isEager: true);
        return eager.Findings.Count > 0 ? eager : follower;
    }

    private static TraceFollower Followed(FittedTrace fitted, bool isEager)
    {
        TraceFollower follower = new(fitted);
        follower.Follow(isEager);
        follower.LookAtEnd();
        if (follower.Findings.Count == 0) { follower.Rest(); }
        return follower;
    }

    private static string? Doubt(FittedTrace fitted, TraceFollower follower, Property? claimed)
    {
        var property = fitted.Trace.Header.Violation?.Property;
        return fitted.Doubt is not null ? fitted.Doubt
            : property is not null && claimed is null ? $"{property} is not claimed any more"
            : follower.Skipped > 0 ? $"{follower.Skipped} of {fitted.Trace.Steps.Count} steps are not there any more"
            : follower.Added > 0 ? $"{follower.Added} steps had to be added"
            : follower.Beyond > 0 && (claimed is null || EarnedFindings.IsOfRest(claimed))
                ? "the run does not end where the trace does"
            : follower.World.Enabled.Length > 0 ? "the run does not come to rest"
            : null;
    }
}
