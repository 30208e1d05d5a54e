using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies.Sharing;

/// <summary>What one of several threads follows that share one exhaustive search.</summary>
internal interface IPartOfSearch : IStrategy
{
    /// <summary>Once all is searched: whether some way leads round that no part went alone.</summary>
    bool HasCircle { get; }

    /// <summary>
    /// The place of the last run among all runs of the search, whoever takes which when: at each depth how many
    /// branches come before the one that it goes. Null where runs have no order.
    /// </summary>
    int[]? Place { get; }

    /// <summary>
    /// Gives away all that it has left, between two runs: then what is left of the search is in one place.
    /// </summary>
    /// <param name="world">The world as the last run left it; it is taken elsewhere.</param>
    void GiveAll(World world);

    /// <summary>Writes what all parts have left, when each of them has given it away.</summary>
    /// <param name="actors">How many there are.</param>
    void Keep(CheckpointWriter writer, int actors);

    /// <summary>Reads that, for all parts; none has begun.</summary>
    /// <param name="actors">How many there are.</param>
    void Recall(CheckpointReader reader, int actors);
}
