using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Ahead;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies.Ahead;

/// <summary>
/// To which states the steps lead that a search has yet to go, by their places among those of all depths.
/// </summary>
/// <param name="ahead">Says to which.</param>
/// <param name="met">Where those states will be looked for.</param>
internal sealed class Leads(StepsAhead ahead, IPrefetches met)
{
    private ulong[] _states = new ulong[64];
    private StepAhead[] _steps = new StepAhead[64];
    private StateAhead[] _path = new StateAhead[64];

    /// <summary>The state to which the step at a place leads; 0 where it is not known.</summary>
    internal ulong this[int place] => _states[place];

    /// <summary>
    /// Whether a run may look ahead where it is. Whoever chooses a step takes it then, while a run that ends where it
    /// first breaks something, or is cut, leaves the step that was chosen at its end.
    /// </summary>
    internal static bool AreKnownIn(World world) =>
        world.Depth < RunLimit.FirstLook && !(world.StopsRuns && world.Past != 0);

    /// <summary>Takes a step of which it is known where it leads.</summary>
    /// <param name="world">The world, where the step was looked at.</param>
    /// <param name="choice">The step.</param>
    /// <param name="place">Its place.</param>
    /// <exception cref="HiddenStateException">It leads elsewhere.</exception>
    internal void Take(World world, Choice choice, int place)
    {
        ref readonly var known = ref _steps[place];
        if (known.Step == StepAhead.NoStep) { world.Take(choice); }
        else { world.Take(choice, ahead.SendsOf(known)); }
        if (world.StatesFingerprint == known.Actors) { return; }
        throw new HiddenStateException(world.Depth - 1, "what that step read", known.Actors, world.StatesFingerprint);
    }

    /// <summary>The state to which a step leads that was looked at.</summary>
    internal StateAhead Here(int place) => new(_states[place], KnowsNothing: true, _steps[place].Actors);

    /// <summary>The run comes to a state by a step that was looked at.</summary>
    internal void Expect(int depth, int place) => Note(depth, Here(place));

    /// <summary>The run is in a state.</summary>
    internal void Note(int depth, StateAhead here)
    {
        if (depth >= _path.Length) { Array.Resize(ref _path, depth * 2); }
        _path[depth] = here;
    }

    /// <summary>Looks at all steps from where the run is.</summary>
    /// <param name="depth">How deep that is.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="first">The place of the first of them.</param>
    internal void Look(int depth, ReadOnlySpan<Choice> steps, int first)
    {
        while (first + steps.Length > _states.Length)
        {
            Array.Resize(ref _states, _states.Length * 2);
            Array.Resize(ref _steps, _states.Length);
        }

        var states = _states.AsSpan(first, steps.Length);
        if (depth >= _path.Length || !ahead.Begin(_path[depth]))
        {
            states.Clear();
            return;
        }

        var known = _steps.AsSpan(first, steps.Length);
        for (var at = 0; at < steps.Length; at++)
        {
            states[at] = ahead.Find(steps[at], out known[at]);
            if (states[at] != 0) { met.Prefetch(states[at]); }
        }
    }
}
