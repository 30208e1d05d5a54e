namespace VfioActors.Exploration.Strategies.Subtrees;

/// <summary>
/// A node of a subtree that was searched in part: its first branches are done, and of the next one what is left.
/// </summary>
/// <param name="Candidates">The steps that are enabled there and do not sleep from above, in their order.</param>
/// <param name="Wanted">The channels that are to be gone, by their keys, in the order of their turns.</param>
/// <param name="IsFull">Whether all are.</param>
/// <param name="Gone">How many branches are done.</param>
internal sealed record SubtreeRest(SubtreeStep[] Candidates, long[] Wanted, bool IsFull, int Gone)
{
    /// <summary>What a node has left, and those below it, the first one first.</summary>
    internal static SubtreeRest[] Of(SubtreeNode top)
    {
        List<SubtreeRest> rests = [];
        for (var node = top; node is not null; node = node.Branches[node.Next].Node)
        {
            rests.Add(new([.. node.Candidates], [.. node.Wanted], node.IsFull, node.Next));
        }

        return [.. rests];
    }

    /// <summary>The nodes of a subtree that has these left.</summary>
    /// <param name="actors">How many there are.</param>
    /// <returns>The one at the top.</returns>
    /// <exception cref="InvalidDataException">There can be no such nodes.</exception>
    internal static SubtreeNode Under(Subtree subtree, IReadOnlyList<SubtreeRest> rests, int actors)
    {
        var under = subtree;
        SubtreeNode? top = null;
        foreach (var rest in rests)
        {
            var node = rest.NodeUnder(under, actors);
            if (top is null) { top = node; }
            else { (under.State, under.Node) = (SubtreeState.Divided, node); }
            under = node.Branches[rest.Gone];
        }

        return top!;
    }

    private SubtreeNode NodeUnder(Subtree under, int actors)
    {
        if (!Candidates.All(step => step.IsOf(actors))
            || !Wanted.All(channel => new SubtreeStep(channel, 0).IsOf(actors))
            || Candidates.Distinct().Count() < Candidates.Length)
        {
            throw new InvalidDataException("a step of what is left is one of no actor, or is there twice");
        }

        SubtreeNode node = new(under, Candidates) { Next = Gone };
        foreach (var channel in Wanted) { node.Want(channel); }
        if (IsFull) { node.Fill(); }
        if (Gone < 0 || Gone >= node.Branches.Count)
        {
            throw new InvalidDataException($"{Gone} of {node.Branches.Count} branches are done, and one is left");
        }

        for (var at = 0; at < Gone; at++) { node.Branches[at].State = SubtreeState.Done; }
        return node;
    }
}
