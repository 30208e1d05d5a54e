using VfioActors.Exploration.Strategies.Dependences;

namespace VfioActors.Exploration.Strategies.Subtrees;

/// <summary>A state of which several threads search the branches.</summary>
/// <remarks>
/// What branches want of it reaches it in the order of the branches, as if one thread went them one after the other. A
/// branch is added behind the others and never taken away, so as soon as it is there it is known which steps sleep for
/// it.
/// </remarks>
/// <param name="under">The branch whose step leads to it.</param>
/// <param name="candidates">The steps that are enabled there and do not sleep from above, in their order.</param>
internal sealed class SubtreeNode(Subtree under, IReadOnlyList<SubtreeStep> candidates)
{
    internal Subtree Under => under;

    internal int Depth { get; } = under.Depth + 1;

    internal IReadOnlyList<SubtreeStep> Candidates => candidates;

    /// <summary>The channels that are to be gone, by their keys.</summary>
    internal List<long> Wanted { get; } = [];

    /// <summary>Whether all are.</summary>
    internal bool IsFull { get; set; }

    internal List<Subtree> Branches { get; } = [];

    /// <summary>The first branch that is not done: what those before it wanted has reached the node.</summary>
    internal int Next { get; set; }

    /// <summary>Adds the branches of a channel, if they are not there.</summary>
    internal void Want(long channel)
    {
        if (Wanted.Contains(channel)) { return; }
        Wanted.Add(channel);
        foreach (var candidate in candidates)
        {
            if (candidate.Channel == channel) { Add(candidate); }
        }
    }

    /// <summary>Does what a branch wants of it.</summary>
    internal void Reverse(Reversal asked)
    {
        if (IsFull) { return; }
        if (asked.IsFull) { Fill(); }
        else if (!asked.Channels.Any(Wanted.Contains)) { Want(asked.Channels[0]); }
    }

    internal void Fill()
    {
        IsFull = true;
        foreach (var candidate in candidates) { Want(candidate.Channel); }
    }

    internal Subtree Add(SubtreeStep step)
    {
        Subtree branch = new(this, Branches.Count, step, under.Round);
        Branches.Add(branch);
        return branch;
    }
}
