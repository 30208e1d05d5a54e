namespace VfioActors.Exploration.Strategies.Subtrees;

/// <summary>A node on the way to a subtree, as it was when the subtree was taken.</summary>
/// <param name="Gone">The branches that come before the one that leads there.</param>
/// <param name="Step">The step of that one.</param>
/// <param name="Wanted">The channels that were to be gone, by their keys.</param>
/// <param name="IsFull">Whether all were.</param>
internal sealed record SubtreeLevel(SubtreeStep[] Gone, SubtreeStep Step, long[] Wanted, bool IsFull)
{
    /// <summary>The nodes from the start to a subtree.</summary>
    internal static SubtreeLevel[] WayTo(Subtree subtree)
    {
        var way = new SubtreeLevel[subtree.Depth + 1];
        for (var branch = subtree; branch.Owner is { } node; branch = node.Under)
        {
            var gone = new SubtreeStep[branch.Index];
            for (var at = 0; at < gone.Length; at++) { gone[at] = node.Branches[at].Step; }
            way[node.Depth] = new(gone, branch.Step, [.. node.Wanted], node.IsFull);
        }

        return way;
    }
}
