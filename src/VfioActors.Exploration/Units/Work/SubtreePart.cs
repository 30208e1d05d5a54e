using VfioActors.Exploration.Strategies.Dependences;
using VfioActors.Exploration.Strategies.Subtrees;

namespace VfioActors.Exploration.Units.Work;

/// <summary>What came of a subtree in one unit, in words that hold for every world.</summary>
internal sealed record SubtreePart
{
    /// <summary>What it wants of nodes above it, in the order in which it did.</summary>
    internal IReadOnlyList<Reversal> Asked { get; init; } = [];

    /// <summary>The nodes that have something left, the nearest to the start first; none when all is done.</summary>
    internal IReadOnlyList<SubtreeRest> Left { get; init; } = [];

    /// <summary>What who searched it knew when he learned something, and did not go on; null when he did not.</summary>
    internal KnownSteps? Learned { get; init; }
}
