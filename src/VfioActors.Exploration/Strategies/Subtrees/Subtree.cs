using VfioActors.Exploration.Strategies.Dependences;

namespace VfioActors.Exploration.Strategies.Subtrees;

/// <summary>
/// A branch of the search, which one thread at a time has: a step from a node, and all that follows it.
/// </summary>
/// <param name="owner">The node from which it goes; null for the whole tree.</param>
/// <param name="index">Its place among the branches of that.</param>
/// <param name="step">The step.</param>
/// <param name="round">Which beginning of the search it is of.</param>
internal sealed class Subtree(SubtreeNode? owner, int index, SubtreeStep step, int round)
{
    internal SubtreeNode? Owner => owner;

    internal int Index => index;

    internal SubtreeStep Step => step;

    internal int Round => round;

    /// <summary>How deep the state is from which it goes; -1 for the whole tree.</summary>
    internal int Depth => owner?.Depth ?? -1;

    internal SubtreeState State { get; set; }

    /// <summary>The node that follows the step, once it is divided.</summary>
    internal SubtreeNode? Node { get; set; }

    /// <summary>What it wants of nodes above it, until that reaches them.</summary>
    internal List<Reversal> Asked { get; } = [];

    /// <summary>What who searched it knew when he learned something.</summary>
    internal Dependence? Learned { get; set; }
}
