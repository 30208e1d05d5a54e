using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Strategies.Dependences;

namespace VfioActors.Exploration.Strategies.Subtrees;

/// <summary>Who gives subtrees to those that search them, and is told what comes of them.</summary>
internal interface ISubtrees
{
    /// <summary>Whether somebody has nothing to do: who has enough gives branches away.</summary>
    bool IsWanted { get; }

    /// <summary>How often the search began, less one.</summary>
    int Round { get; }

    /// <summary>Branches that nobody has taken.</summary>
    int OpenCount { get; }

    /// <summary>One more part takes part.</summary>
    /// <returns>Its number, from 0.</returns>
    int Join();

    /// <summary>A part begins, or begins again.</summary>
    /// <param name="agreed">What all know by then, for it alone; null when that is nothing.</param>
    /// <param name="isRestart">Whether the search has begun again since the part did last.</param>
    /// <returns>How often the search has begun again.</returns>
    int Begin(int part, out Dependence? agreed, out bool isRestart);

    /// <summary>Waits for a subtree.</summary>
    /// <param name="round">How often the search had begun again when the part did.</param>
    /// <returns>Null when there is none: the search has ended, or is over, or begins again.</returns>
    (Subtree Subtree, SubtreeLevel[] Way)? Take(int round);

    /// <summary>A part wants something of the nodes above its subtree.</summary>
    void Ask(Subtree subtree, IEnumerable<Reversal> asked);

    /// <summary>A part has searched its subtree.</summary>
    void End(Subtree subtree);

    /// <summary>A part learned something in its subtree, and does not go on there.</summary>
    void Learn(Subtree subtree, Dependence learned);

    /// <summary>A part has divided its subtree, of which it keeps one of the last branches, or none.</summary>
    /// <param name="node">The node at the top of it, with those below.</param>
    void Divide(Subtree subtree, SubtreeNode node);

    /// <summary>Writes what is left, when every part has given away all that it had.</summary>
    void Keep(CheckpointWriter writer);

    /// <summary>Reads it; no part has begun.</summary>
    /// <param name="actors">How many there are.</param>
    /// <param name="knowing">What knows of the properties, and nothing else.</param>
    void Recall(CheckpointReader reader, int actors, Dependence knowing);
}
