using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Storm;
using VfioActors.Storm.Measures;
using VfioActors.Vfio.Values;

namespace VfioActors.Cluster.Orders;

/// <summary>What a node came to.</summary>
internal sealed record NodeJudgement
{
    /// <summary>What its actors broke, and what is not as it must be at rest.</summary>
    public required IReadOnlyList<StormViolation> Violations { get; init; }

    /// <summary>The claims about rest that it judged, by their places among the properties of the storm.</summary>
    public required IReadOnlyList<int> Judged { get; init; }

    /// <summary>What is left behind in what it has.</summary>
    public required IReadOnlyList<Shortfall> Left { get; init; }

    /// <summary>How many things clients of lost nodes had here.</summary>
    public required int Inherited { get; init; }

    /// <summary>How often each error was the answer.</summary>
    public required IReadOnlyDictionary<Errno, long> Refusals { get; init; }

    /// <summary>How often which latency was seen: where a bucket ends in nanoseconds, and how many are in it.</summary>
    public required IReadOnlyList<long[]> Latencies { get; init; }

    /// <summary>The p99 of each of its clients, in nanoseconds.</summary>
    public required IReadOnlyList<long> ClientP99 { get; init; }

    /// <summary>How much each of its actors had to do.</summary>
    public required IReadOnlyList<ActorLoad> Loads { get; init; }

    /// <summary>Why its recording is not whole; null when it is, or when there is none.</summary>
    public string? RecordingProblem { get; init; }
}
