namespace VfioActors.Exploration.Strategies.Subtrees;

/// <summary>How far the search of a subtree is.</summary>
internal enum SubtreeState
{
    /// <summary>Nobody has taken it.</summary>
    Open,

    /// <summary>Somebody searches it.</summary>
    Taken,

    /// <summary>It was divided: what is left of it are the branches of its node.</summary>
    Divided,

    /// <summary>It was searched.</summary>
    Done,

    /// <summary>Who searched it learned something: if nobody learned something earlier, all begin again.</summary>
    Learned,
}
