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

    /// <summary>The place of the step that was chosen last, where it leads to what was met by looking.</summary>
    private int? _expected;
    private int _passed;

    /// <summary>
    /// Whether it is known where the step leads that was chosen last, and that no claim says anything new of it.
    /// </summary>
    internal bool IsExpected => _expected is not null;

    /// <summary>Whether a step was passed over that was not told of yet.</summary>
    internal bool HasPassed => _passed > 0;

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

    /// <summary>What else is known of a step that was looked at.</summary>
    internal ref readonly StepAhead StepAt(int place) => ref _steps[place];

    /// <summary>A step is chosen that leads to a state which was met by looking: the run comes to it next.</summary>
    internal void Expect(int depth, int place)
    {
        _expected = place;
        Note(depth, Here(place));
    }

    /// <summary>The run is at a state that it chooses at; says whether that was expected.</summary>
    internal bool Arrive()
    {
        var isExpected = IsExpected;
        _expected = null;
        return isExpected;
    }

    /// <summary>A step is not taken: it leads to a state that was met.</summary>
    internal void Pass() => _passed++;

    /// <summary>
    /// How many steps were not taken since this was last asked; the first of them ends the run at hand.
    /// </summary>
    internal int TakePassed()
    {
        var passed = _passed;
        _passed = 0;
        return passed;
    }

    /// <summary>Takes the step that was chosen last, which is expected.</summary>
    /// <exception cref="HiddenStateException">It leads elsewhere.</exception>
    internal void TakeExpected(World world, Choice choice) => Take(world, choice, _expected!.Value);

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
