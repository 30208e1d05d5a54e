using VfioActors.Behaviors.Scripts;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Units.Cuts;

/// <summary>
/// How the states of a scenario are cut into regions, each of which one worker searches: by how far some of its actors
/// are, each cut into a few parts. Since places only grow, so do parts, and a run that has left a region never comes
/// back to it.
/// </summary>
/// <remarks>
/// Whoever asks chooses the cuts, by <see cref="RegionCutter"/>, and tells all workers.
/// </remarks>
internal sealed class RegionPlan
{
    /// <summary>There are no more regions than this.</summary>
    internal const int Most = 1 << 12;

    /// <summary>Actors of this number and above are not cut: which moved is told by a bit of a word.</summary>
    internal const int ActorsMax = 64;

    /// <param name="world">A world of the scenario, at its start.</param>
    /// <param name="cuts">The cuts: at least one.</param>
    /// <exception cref="InvalidDataException">There is no such place, or there are too many.</exception>
    internal RegionPlan(World world, IReadOnlyList<RegionCut> cuts)
    {
        List<RegionKey> keys = [];
        var count = 1;
        foreach (var of in cuts.Distinct().GroupBy(static cut => cut.Actor).OrderBy(static of => of.Key))
        {
            var last = LastPlaceOf(world, of.Key);
            int[] places = [.. of.Select(static cut => cut.Place).Order()];
            if (places[0] < 1 || places[^1] > last)
            {
                throw new InvalidDataException(
                    $"states are cut at a place of actor {of.Key} that it has not got; accepted: 1 to {last}");
            }

            keys.Add(new(of.Key, last, places, count));
            count = count <= Most ? count * (places.Length + 1) : count;
        }

        if (count is 1 or > Most) { throw new InvalidDataException($"not 2 to {Most} regions of states"); }
        (Keys, Count) = (keys, count);
    }

    /// <summary>The actors that count.</summary>
    internal IReadOnlyList<RegionKey> Keys { get; }

    /// <summary>How many regions there are.</summary>
    internal int Count { get; }

    /// <summary>How far the actors are in a region, all together: where steps lead from a region it is more.</summary>
    internal int AdvanceOf(int region) => Keys.Sum(key => key.PartIn(region));

    /// <summary>The last place of an actor; 0 where it has none, or may not be cut.</summary>
    internal static int LastPlaceOf(World world, int actor) =>
        actor > 0 && actor <= Math.Min(ActorsMax - 1, world.Topology.Count)
        && world.StateOf(new(actor)) is IAdvances { LastPlace: > 0 } state ? state.LastPlace : 0;
}
