using VfioActors.Behaviors.Scripts;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Units.Cuts;

/// <summary>
/// How the states of a scenario are cut into regions, each of which one worker searches: by how far some of its actors
/// are, each cut into a few parts. Since places only grow, so do parts, and a run that has left a region never comes
/// back to it.
/// </summary>
/// <remarks>
/// Most steps stay in their region, as long as parts are long; only states behind the others have to go from who met
/// them to whose they are. Whoever makes a plan of the same scenario for as many workers makes the same.
/// </remarks>
internal sealed class RegionPlan
{
    private const int Least = 4;
    private const int Most = 1 << 12;

    /// <summary>More actors than this are not told apart as bits of a word.</summary>
    private const int ActorsMax = 64;

    private RegionPlan(IReadOnlyList<RegionKey> keys) => Keys = keys;

    /// <summary>The actors that count.</summary>
    internal IReadOnlyList<RegionKey> Keys { get; }

    /// <summary>How many regions there are.</summary>
    internal int Count => Keys.Aggregate(1, (count, key) => count * key.Parts);

    /// <summary>How far the actors are in a region, all together: where steps lead from a region it is more.</summary>
    internal int AdvanceOf(int region) => Keys.Sum(key => key.PartIn(region));

    /// <summary>Makes one.</summary>
    /// <param name="world">A world of the scenario, at its start.</param>
    /// <param name="workers">How many workers share the regions.</param>
    /// <returns>Null where no actor has places, or there are too few regions for two.</returns>
    internal static RegionPlan? Of(World world, int workers)
    {
        List<RegionKey> keys = [];
        foreach (var actor in world.Topology.Actors)
        {
            if (actor.Value < ActorsMax && world.StateOf(actor) is IAdvances { LastPlace: > 0 } state)
            {
                keys.Add(new(actor.Value, state.LastPlace, Parts: 1, Weight: 1));
            }
        }

        var wanted = Math.Clamp(workers + 1, Least, Most);
        var count = 1;
        while (count < wanted && keys.FindIndex(key => key.Parts == FewestOf(keys)) is >= 0 and var at)
        {
            count = count / keys[at].Parts * (keys[at].Parts + 1);
            keys[at] = keys[at] with { Parts = keys[at].Parts + 1 };
        }

        return count == 1 ? null : new(Weighed(keys));
    }

    /// <summary>How many parts those have that have the fewest, and could have more.</summary>
    private static int FewestOf(List<RegionKey> keys) =>
        keys.Where(key => key.Parts <= key.LastPlace).Select(key => key.Parts).DefaultIfEmpty(0).Min();

    private static List<RegionKey> Weighed(List<RegionKey> keys)
    {
        List<RegionKey> weighed = [];
        var weight = 1;
        foreach (var key in keys.Where(key => key.Parts > 1))
        {
            weighed.Add(key with { Weight = weight });
            weight *= key.Parts;
        }

        return weighed;
    }
}
