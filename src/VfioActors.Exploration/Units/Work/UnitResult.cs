using VfioActors.Exploration.Strategies.Branches;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Units.Cuts;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Units.Work;

/// <summary>What came of a unit of work.</summary>
/// <param name="Number">Of which.</param>
/// <param name="Totals">What was counted; nothing where it is counted state by state.</param>
internal sealed record UnitResult(long Number, WorkerTotals Totals)
{
    /// <summary>How long it took, in seconds.</summary>
    internal double Seconds { get; init; }

    /// <summary>
    /// The places of the properties that were looked at, in this unit or an earlier one of the same worker.
    /// </summary>
    internal IReadOnlyCollection<int> Looked { get; init; } = [];

    /// <summary>The places of the witnesses that some run reached, in the same way.</summary>
    internal IReadOnlyCollection<int> Reached { get; init; } = [];

    /// <summary>Whether a claim threw, so that nothing more can be judged.</summary>
    internal bool IsStuck { get; init; }

    /// <summary>What could not be decided; null when everything was.</summary>
    internal string? Trouble { get; init; }

    /// <summary>What the scenario threw, in words, which ends the search; null when nothing was.</summary>
    internal string? Thrown { get; init; }

    /// <summary>What broke.</summary>
    internal IReadOnlyList<UnitFailure> Failures { get; init; } = [];

    /// <summary>What is left to do: branches, or states that were met and not gone on from.</summary>
    internal IReadOnlyList<Branch> Left { get; init; } = [];

    /// <summary>Of states that are left: which each branch leads to.</summary>
    internal IReadOnlyList<ReachedState> LeftStates { get; init; } = [];

    /// <summary>What came of a subtree; null for other units.</summary>
    internal SubtreePart? Subtree { get; init; }

    /// <summary>What came of regions, of each where something was done.</summary>
    internal IReadOnlyList<RegionPart> Regions { get; init; } = [];

    /// <summary>States of regions to which steps from others led.</summary>
    internal IReadOnlyList<RegionEntries> Entries { get; init; } = [];

    /// <summary>Whether the worker has states left to go on from: until a result says no, or it is lost.</summary>
    internal bool HasMore { get; init; }

    /// <summary>Of a tree of orders the states that this worker met for the first time.</summary>
    internal IReadOnlyList<ulong> Fingerprints { get; init; } = [];

    /// <summary>The states that were gone on from, each behind those below it.</summary>
    internal IReadOnlyList<ExpandedState> Expanded { get; init; } = [];

    /// <summary>For each of them one after the other: the states that it waits for.</summary>
    internal IReadOnlyList<ReachedState> Awaited { get; init; } = [];

    /// <summary>Each time that something broke: at which of the states, and which failure.</summary>
    internal IReadOnlyList<(int State, int Failure)> Occurrences { get; init; } = [];

    /// <summary>What the world has learned; null where fingerprints do not matter.</summary>
    internal LearnedFacts? Learned { get; init; }
}
