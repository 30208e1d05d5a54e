using VfioActors.Exploration.Strategies.Branches;
using VfioActors.Exploration.Strategies.Dependences;
using VfioActors.Exploration.Strategies.Subtrees;
using VfioActors.Exploration.Units.Cuts;

namespace VfioActors.Exploration.Units.Work;

/// <summary>A piece of a search that somebody does alone, in words that hold for every world.</summary>
/// <param name="Number">Its number. What is given away again has another one.</param>
/// <param name="First">The number of the first run, of a sample; 0 otherwise.</param>
/// <param name="End">
/// Of a sample one more than the number of the last run; else how many runs, or states, are done at most.
/// </param>
/// <param name="Branches">The branches to search, or the states to go on from; none for a sample, or a subtree.</param>
internal sealed record WorkUnit(long Number, long First, long End, IReadOnlyList<Branch> Branches)
{
    /// <summary>
    /// Whether a worker that goes on from states leaves to others all that it has when it has done its part: to go on
    /// from what it has, without more, takes no branch.
    /// </summary>
    internal bool LeavesAll { get; init; }

    /// <summary>Of a subtree the nodes from the start to it.</summary>
    internal IReadOnlyList<SubtreeLevel> Way { get; init; } = [];

    /// <summary>What all know of what steps touch; null when nobody has learned anything.</summary>
    internal KnownSteps? Known { get; init; }

    /// <summary>The regions that the worker has not any more, with all that it did there.</summary>
    internal IReadOnlyList<int> Dropped { get; init; } = [];

    /// <summary>The regions that the worker has from now on, beside those that it has.</summary>
    internal IReadOnlyList<int> Regions { get; init; } = [];

    /// <summary>States of its regions that others came to.</summary>
    internal IReadOnlyList<RegionEntries> Entries { get; init; } = [];

    /// <summary>Whether it takes a worker to where it was not.</summary>
    internal bool GivesRoots => Branches.Count + Entries.Count > 0;

    /// <summary>How much is done at most.</summary>
    internal long Size => End - First;
}
