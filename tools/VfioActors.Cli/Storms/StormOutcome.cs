using VfioActors.Cli.Explorations.Failures;
using VfioActors.Cluster;
using VfioActors.Exploration;
using VfioActors.Exploration.Schedules;
using VfioActors.Storm;

namespace VfioActors.Cli.Storms;

/// <summary>What came of a storm, and where it was written to.</summary>
/// <param name="Report">The figures.</param>
internal sealed record StormOutcome(StormReport Report)
{
    /// <summary>The nodes that it went over; null when it was in this process.</summary>
    public ClusterStormReport? Cluster { get; init; }

    /// <summary>The file of the recording, when one was asked for.</summary>
    public string? Recording { get; init; }

    /// <summary>What the replay of the recording came to; null when there is none.</summary>
    public RecordedRun? Replayed { get; init; }

    /// <summary>The file of the page, when one was asked for.</summary>
    public string? Html { get; init; }

    /// <summary>What was broken, made small in the world; only what was recorded can be.</summary>
    public IReadOnlyList<FailureDocument> Failures { get; init; } = [];

    /// <summary>What the replay broke and could not be made small.</summary>
    public IReadOnlyList<string> NotReduced { get; init; } = [];

    /// <summary>What failed when the storm was over already, a line each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What is broken: seen by the storm, or when every step of it was judged.</summary>
    public IReadOnlyList<StormViolation> Broken =>
    [
        .. Report.Violations.Concat(
            from finding in Replayed?.Findings ?? []
            select new StormViolation(finding.Property.Name, finding.Property.Claim, finding.Reason, null, 1))
            .DistinctBy(one => one.Property),
    ];

    /// <summary>Whether the judging of each step was asked for and did not come to its end.</summary>
    public bool IsUnjudged { get; init; }

    /// <summary>Whether something that a claim is about was lost with a node, or the node outlived the storm.</summary>
    public bool IsPartly => Cluster is { LostClients.Count: > 0 } or { LostMachines.Count: > 0 }
        or { Unjudged.Count: > 0 } or { MissedItsFault: true };

    /// <summary>What it proves.</summary>
    public Verdict Verdict =>
        IsBroken ? Verdict.Broken : Doubt is not null ? Verdict.Inconclusive : Verdict.Held;

    /// <summary>Why it proves nothing; null when it does, or when something is broken.</summary>
    public string? Doubt =>
        IsBroken ? null
        : Report.IsCut ? "ended early; nothing is broken so far"
        : IsUnjudged ? "not every step was judged; nothing is broken so far"
        : IsPartly ? NodesPage.Because(this)
        : Report.Emptiness;

    private bool IsBroken => Broken.Count > 0 || Report.Lost.Count > 0 || !Report.AtRest;
}
