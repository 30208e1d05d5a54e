using VfioActors.Exploration.Strategies.Branches;

namespace VfioActors.Exploration.Units.Work;

/// <summary>
/// A part of a tree of orders: what was searched of it, when its turn comes in the order of the whole.
/// </summary>
/// <param name="branch">Which.</param>
internal sealed class BranchPart(Branch branch)
{
    /// <summary>Which branch.</summary>
    internal Branch Branch { get; } = branch;

    /// <summary>How many runs it had so far.</summary>
    internal long Runs { get; set; }

    /// <summary>The first of them that broke something, from 1; 0 when none did.</summary>
    internal long FirstBroken { get; set; }
}
