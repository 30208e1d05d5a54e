using VfioActors.Behaviors;
using VfioActors.Behaviors.Scripts;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Units.Cuts;

/// <summary>
/// States of a scenario in which only some of the actors that advance take part: how far those are in each, and from
/// which state to which steps lead. A search of all is cut as suits this one.
/// </summary>
/// <remarks>
/// How many states there are where an actor is at a place hardly depends on how many others there are, but cannot be
/// told from runs: they come to places as often, and most states are where actors are far.
/// </remarks>
internal sealed class TrialStates
{
    /// <summary>Where states have more steps there are fewer of them: each has to be taken.</summary>
    private const int StepsOfOne = 16;

    private readonly World _world;
    private readonly int _most;
    private readonly Dictionary<ulong, int> _met = [];
    private readonly List<int> _places = [];
    private readonly List<(int From, int To)> _steps = [];

    private TrialStates(World world, int most, IReadOnlyList<ActorId> advancing, int count)
    {
        (_world, _most, Actors) = (world, most, [.. advancing.Take(count)]);
        IsWhole = Search([.. advancing.Skip(count)]);
    }

    /// <summary>The actors that advance and take part.</summary>
    internal IReadOnlyList<ActorId> Actors { get; }

    /// <summary>How many states there are.</summary>
    internal int Count => _met.Count;

    /// <summary>The steps, each from a state to one.</summary>
    internal IReadOnlyList<(int From, int To)> Steps => _steps;

    /// <summary>Whether these are all.</summary>
    private bool IsWhole { get; }

    /// <summary>Searches the states in which as many take part as have few enough.</summary>
    /// <param name="world">A world of the scenario. It is at its start afterwards.</param>
    /// <param name="most">How many states there are at most.</param>
    /// <returns>Null where nobody advances.</returns>
    internal static TrialStates? Of(World world, int most)
    {
        ActorId[] advancing = [.. world.Topology.Actors.Where(actor => RegionPlan.LastPlaceOf(world, actor.Value) > 0)];
        TrialStates? last = null;
        for (var count = 1; count <= advancing.Length; count++)
        {
            TrialStates more = new(world, most, advancing, count);
            if (!more.IsWhole) { return last ?? more; }
            last = more;
        }

        return last;
    }

    /// <summary>Which of <see cref="Actors"/> has a number.</summary>
    internal int PlaceOf(int actor) => Actors.TakeWhile(one => one.Value != actor).Count();

    /// <summary>The place at which an actor is in a state.</summary>
    /// <param name="state">Which state.</param>
    /// <param name="actor">Which of <see cref="Actors"/>.</param>
    internal int PlaceIn(int state, int actor) => _places[(state * Actors.Count) + actor];

    /// <summary>Goes depth first, and back to the start.</summary>
    /// <returns>Whether it met all.</returns>
    private bool Search(HashSet<ActorId> absent)
    {
        Stack<(int State, int Next)> way = [];
        _world.BackTo(0);
        way.Push((Meet().State, 0));
        while (way.TryPop(out var level))
        {
            _world.BackTo(way.Count);
            var enabled = _world.Enabled;
            if (level.Next == enabled.Length || _world.Depth >= RunLimit.StepsMax) { continue; }
            way.Push((level.State, level.Next + 1));
            var choice = enabled[level.Next];
            var message = _world.Message(choice);
            if (absent.Contains(message.From) || absent.Contains(message.To)) { continue; }
            _world.Take(choice);
            var (state, isNew) = Meet();
            _steps.Add((level.State, state));
            if (isNew) { way.Push((state, 0)); }
            if (Count == _most || _steps.Count == _most * StepsOfOne) { break; }
        }

        _world.BackTo(0);
        return way.Count == 0;
    }

    private (int State, bool IsNew) Meet()
    {
        if (_met.TryGetValue(_world.StateFingerprint, out var known)) { return (known, false); }
        var state = Count;
        _met.Add(_world.StateFingerprint, state);
        foreach (var actor in Actors) { _places.Add(((IAdvances)_world.StateOf(actor)).Place); }
        return (state, true);
    }
}
