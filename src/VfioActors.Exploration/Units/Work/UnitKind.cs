namespace VfioActors.Exploration.Units.Work;

/// <summary>What a unit of work of a search is.</summary>
internal enum UnitKind : byte
{
    /// <summary>Runs of a sample: a range of their numbers.</summary>
    Runs,

    /// <summary>Runs of a tree of orders: a branch of it.</summary>
    Branches,

    /// <summary>Runs of a search that is reduced by partial order: a subtree of it.</summary>
    Subtrees,

    /// <summary>States to go on from, each with the way to it.</summary>
    States,

    /// <summary>States of regions that one worker alone goes on from.</summary>
    Regions,
}
