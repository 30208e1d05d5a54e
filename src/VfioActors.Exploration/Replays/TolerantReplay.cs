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
        var follower = Followed(fitted, isEager: false);
        if (follower.Findings.Count == 0 && follower.Added + follower.Skipped > 0)
        {
            var eager = Followed(fitted, isEager: true);
            if (eager.Findings.Count > 0) { follower = eager; }
        }

        var claimed = ClaimedNow(fitted.Setup, trace.Header.Violation);
        var doubt = Doubt(fitted, follower, claimed);
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
            Findings = follower.Findings,
            Bug = FateOf(follower.Findings, claimed, doubt),
            Doubt = follower.Findings.Count > 0 ? null : doubt,
        };
    }

    private static TraceFollower Followed(FittedTrace fitted, bool isEager)
    {
        TraceFollower follower = new(fitted);
        follower.Follow(isEager);
        follower.LookAtEnd();
        if (follower.Findings.Count == 0) { follower.Rest(); }
        return follower;
    }

    private static BugFate FateOf(IReadOnlyList<Finding> findings, Property? claimed, string? doubt) =>
        findings.Count == 0 ? doubt is null ? BugFate.Gone : BugFate.Unknown
            : findings.Any(finding => finding.Property == claimed) ? BugFate.StillThere
            : BugFate.Another;

    /// <summary>
    /// What the trace broke, by its name and its claim; where they are of two properties by its claim, as the name may
    /// be the line of a file.
    /// </summary>
    private static Property? ClaimedNow(Setup setup, TraceViolation? violation)
    {
        var named = setup.Properties.FirstOrDefault(known => known.Name == violation?.Property);
        return named?.Claim == violation?.Claim
            ? named
            : setup.Properties.FirstOrDefault(known => known.Claim == violation?.Claim) ?? named;
    }

    private static string? Doubt(FittedTrace fitted, TraceFollower follower, Property? claimed)
    {
        var property = fitted.Trace.Header.Violation?.Property;
        return fitted.Doubt is not null ? fitted.Doubt
            : property is not null && claimed is null ? $"{property} is not claimed any more"
            : follower.Skipped > 0 ? $"{follower.Skipped} of {fitted.Trace.Steps.Count} steps are not there any more"
            : follower.Added > 0 ? $"{follower.Added} steps had to be added"
            : follower.Beyond > 0 && IsOfRest(claimed) ? "the run does not end where the trace does"
            : follower.World.Enabled.Length > 0 ? "the run does not come to rest"
            : null;
    }

    /// <summary>What is known at rest only was found where the trace ended; so was that a run broke nothing.</summary>
    private static bool IsOfRest(Property? claimed) => claimed is null or AtRest or Ordering or RunCheck;
}
