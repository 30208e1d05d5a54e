using VfioActors.Behaviors;
using VfioActors.Behaviors.Scripts;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Strategies.Ahead;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Ahead;

namespace VfioActors.Exploration.Units.Cuts;

/// <summary>In which region a world is, and in which it would be behind a step.</summary>
/// <param name="world">The world.</param>
/// <param name="checker">What is claimed of it.</param>
/// <param name="plan">The regions.</param>
internal sealed class RegionMap(World world, PropertyChecker checker, RegionPlan plan)
{
    /// <summary>It is not known which region.</summary>
    internal const int Unknown = -1;

    private readonly RegionKey[] _keys = [.. plan.Keys];
    private readonly ActorTable _actors = world.Parts.Actors;

    /// <summary>What each state of an actor adds to the number of the region, by its fingerprint.</summary>
    private readonly Dictionary<ulong, int> _shares = [];

    /// <summary>Says where steps lead, in all regions, and which of the actors that count take part.</summary>
    internal StepsAhead Ahead { get; } = new(world, checker.Ahead)
    {
        Movers = plan.Keys.Aggregate(0UL, static (bits, key) => bits | (1UL << key.Actor)),
    };

    /// <summary>The region in which the world is.</summary>
    internal int Here
    {
        get
        {
            var region = 0;
            foreach (ref readonly var key in _keys.AsSpan()) { region += ShareOf(in key); }
            return region;
        }
    }

    /// <summary>The region to which a step leads that was looked at.</summary>
    /// <param name="from">The region from which it leads.</param>
    /// <param name="step">What is known of it.</param>
    /// <returns><see cref="Unknown"/> where the step has to be taken to know, or leads where it may not.</returns>
    internal int Behind(int from, in StepAhead step)
    {
        if (step.Mover == 0) { return from; }
        if (step.Mover < 0 || !_shares.TryGetValue(step.MoverHash, out var share)) { return Unknown; }
        ref readonly var key = ref _keys[PlaceOf(step.Mover)];
        var before = key.PartIn(from) * key.Weight;
        return share < before ? Unknown : from - before + share;
    }

    /// <summary>Looks whether a run may go from one region to another.</summary>
    /// <exception cref="InvalidOperationException">A place is less than before.</exception>
    internal void Demand(int from, int to)
    {
        if (from == to) { return; }
        foreach (ref readonly var key in _keys.AsSpan())
        {
            if (key.PartIn(to) >= key.PartIn(from)) { continue; }
            var who = world.NameOf(new ActorId(key.Actor));
            throw new InvalidOperationException(
                $"{who} went back to a place before, which a state that advances never does");
        }
    }

    private int PlaceOf(int actor)
    {
        var at = 0;
        while (_keys[at].Actor != actor) { at++; }
        return at;
    }

    private int ShareOf(in RegionKey key)
    {
        var hash = _actors.SlotOf(key.Actor).Hash;
        if (_shares.TryGetValue(hash, out var share)) { return share; }
        ActorId actor = new(key.Actor);
        var place = ((IAdvances)world.StateOf(actor)).Place;
        if (place < 0 || place > key.LastPlace)
        {
            throw new InvalidOperationException(
                $"{world.NameOf(actor)} is at place {place}; accepted: 0 to {key.LastPlace}");
        }

        return _shares[hash] = key.PartOf(place) * key.Weight;
    }
}
