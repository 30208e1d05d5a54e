using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Worlds.Refusals;

namespace VfioActors.Exploration;

/// <summary>What an exploration found.</summary>
public sealed record ExplorationReport
{
    /// <summary>The strategy's name.</summary>
    public required string Strategy { get; init; }

    /// <summary>Runs that came to rest or broke down.</summary>
    public required long Runs { get; init; }

    /// <summary>Runs that were left because nothing new could come from them.</summary>
    public required long Left { get; init; }

    /// <summary>Runs in which a property was broken.</summary>
    public required long BrokenRuns { get; init; }

    /// <summary>
    /// The number of the first run, from 1, that broke a property; 0 when none did. Null when some did and runs come in
    /// no order: when several threads share one exhaustive search, or nodes share one that merges states, or of several
    /// searches together.
    /// </summary>
    public required long? FirstBrokenRun { get; init; }

    /// <summary>Steps taken.</summary>
    public required long Deliveries { get; init; }

    /// <summary>Different states met; null when the strategy does not tell them apart.</summary>
    public required long? States { get; init; }

    /// <summary>
    /// In how many ways interchangeable things can change places, when states that differ only in that were taken for
    /// one: then <see cref="States"/> are orbits. Null when all were told apart.
    /// </summary>
    public double? Permutations { get; init; }

    /// <summary>How many threads searched, here.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How long it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether every order was tried, or stands for one that was.</summary>
    public required bool Complete { get; init; }

    /// <summary>
    /// Up to how many preemptions every order was tried, where others were left out because they have more; null when
    /// none were, or the search did not come to its end.
    /// </summary>
    public int? CompleteUpTo { get; init; }

    /// <summary>
    /// When a search ran out of memory and went on in a table of bits: of the states that it came to by a step, the
    /// share that it went on from, as is to be expected; from 0 to 1. The others were taken for states that had been
    /// met. Of states to which only those lead nothing is said, so the share of all states may be smaller. Null when
    /// it did not run out.
    /// </summary>
    public double? Coverage { get; init; }

    /// <summary>Whether the search was ended because it held as much memory as it may.</summary>
    public bool IsOutOfMemory { get; init; }

    /// <summary>
    /// Why the search could not go on, in one line: what it does not hold in memory could not be written to disk. Null
    /// when nothing was in its way.
    /// </summary>
    public string? Obstacle { get; init; }

    /// <summary>How many bytes of what waited to be gone on from were on disk at the end.</summary>
    public long BytesOnDisk { get; init; }

    /// <summary>What is left, in numbers, when the search was ended before its end; null when nothing is.</summary>
    public Remainder? Remainder { get; init; }

    /// <summary>
    /// The search itself, when it was ended before its end and is to be kept; null when nothing is left, when nobody
    /// asked, or when it cannot be kept.
    /// </summary>
    public UnfinishedSearch? Unfinished { get; init; }

    /// <summary>Runs that were cut because they had too many steps: what lies behind is not known.</summary>
    public required long CutRuns { get; init; }

    /// <summary>
    /// What a property, a behaviour or the search itself threw after the first failure was found, which ended it; null
    /// when nothing did.
    /// </summary>
    public Exception? EndedBy { get; init; }

    /// <summary>The different failures, those with the fewest steps first.</summary>
    public required IReadOnlyList<Failure> Failures { get; init; }

    /// <summary>What was looked at.</summary>
    public required JudgedProperties Judged { get; init; }

    /// <summary>
    /// Why the search shows nothing although it went to its end, in one line: nothing happened, nothing was claimed, a
    /// claim could not be judged. Null when there is no such reason.
    /// </summary>
    public string? Doubt { get; init; }

    /// <summary>
    /// Modulo what the search holds, in words: what it could not know of when it left out orders that come to the same.
    /// Null for nothing: then held is held.
    /// </summary>
    public string? Modulo { get; init; }

    /// <summary>What happened in the runs beside messages, such as dead letters; empty where nobody counts.</summary>
    public IReadOnlyList<Tally> Tallies { get; init; } = [];

    /// <summary>
    /// The points at which the host was asked what it may refuse; empty unless a plan says what it answers there.
    /// </summary>
    public IReadOnlyList<AskedPoint> Asked { get; init; } = [];

    /// <summary>Whether a claim threw, so that nothing more can be judged.</summary>
    public bool IsStuck { get; init; }

    /// <summary>
    /// Broken when something failed; held when everything was tried, something was claimed of it, and nothing failed;
    /// held within a bound when that is so of all orders within the bound; else inconclusive.
    /// </summary>
    public Verdict Verdict =>
        Failures.Count > 0 ? Verdict.Broken
            : CutRuns > 0 || Doubt is not null ? Verdict.Inconclusive
            : Complete ? Verdict.Held
            : CompleteUpTo is not null ? Verdict.HeldWithinBound
            : Verdict.Inconclusive;

    /// <summary>The same, with what an earlier search of the same scenario found.</summary>
    internal ExplorationReport After(IReadOnlyList<Failure> earlier)
    {
        if (earlier.Count == 0) { return this; }
        FailureCollection all = new();
        foreach (var failure in Failures.Concat(earlier)) { all.Keep(failure); }
        return this with { Failures = all.Failures, Unfinished = Unfinished?.After(earlier) };
    }
}
