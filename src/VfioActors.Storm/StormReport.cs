using VfioActors.Exploration;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Storm.Measures;
using VfioActors.Tracing.Recordings;
using VfioActors.Vfio.Values;

namespace VfioActors.Storm;

/// <summary>What came of a storm.</summary>
public sealed record StormReport
{
    /// <summary>What kind of storm it was.</summary>
    public required StormOptions Options { get; init; }

    /// <summary>How many operations were answered.</summary>
    public required long Operations { get; init; }

    /// <summary>How many messages, timers and answers were handled.</summary>
    public required long Messages { get; init; }

    /// <summary>From the first message to rest.</summary>
    public required double Seconds { get; init; }

    /// <summary>How long the judging of the state at rest took.</summary>
    public required double JudgedIn { get; init; }

    /// <summary>The properties that were broken.</summary>
    public required IReadOnlyList<StormViolation> Violations { get; init; }

    /// <summary>
    /// What was looked at: around the first steps of each actor and one of many later ones, and at rest.
    /// </summary>
    public required JudgedProperties Judged { get; init; }

    /// <summary>Whether it came to rest.</summary>
    public required bool AtRest { get; init; }

    /// <summary>Whether it was ended before its time by whoever started it.</summary>
    public required bool IsCut { get; init; }

    /// <summary>What it left behind; nothing when all is well.</summary>
    public required IReadOnlyList<Shortfall> Lost { get; init; }

    /// <summary>How long operations took: after the first ones of a client, one stands for eight.</summary>
    public required LatencyHistogram Latencies { get; init; }

    /// <summary>The p99 of each client, in nanoseconds.</summary>
    public required IReadOnlyList<long> ClientP99 { get; init; }

    /// <summary>How often each error was the answer, the most frequent first.</summary>
    public required IReadOnlyList<(Errno Error, long Count)> Refusals { get; init; }

    /// <summary>How it went, in time.</summary>
    public required IReadOnlyList<StormSample> Samples { get; init; }

    /// <summary>How much each actor had to do, the busiest first.</summary>
    public required IReadOnlyList<ActorLoad> Loads { get; init; }

    /// <summary>What each actor received in which order; null when that was not asked for.</summary>
    public Recording? Recording { get; init; }

    /// <summary>Why the recording that was asked for is not whole, in one line; null when it is.</summary>
    public string? RecordingProblem { get; init; }

    /// <summary>
    /// Whether nothing that was recorded has the name that was asked for: what is there is of another storm.
    /// </summary>
    public bool IsUnrecorded { get; init; }

    /// <summary>How many operations were answered without an error.</summary>
    public long Succeeded => Operations - Refusals.Sum(one => one.Count);

    /// <summary>Why rest proves nothing, in a few words; null when some operation succeeded.</summary>
    public string? Emptiness => StormAnswers.Emptiness(Operations, Succeeded);

    /// <summary>Operations a second.</summary>
    public double OperationsPerSecond => Operations / Seconds;

    /// <summary>Messages a second.</summary>
    public double MessagesPerSecond => Messages / Seconds;
}
