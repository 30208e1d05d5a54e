using VfioActors.Behaviors;
using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Places;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Ahead;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Properties;

/// <summary>Looks at the properties of a scenario where each of them is to be looked at.</summary>
/// <remarks>
/// In a world that remembers steps, what was looked at and found in order is remembered too, by the number of the
/// state, of the step, or by the fingerprint of all states at rest. What was found broken is looked at anew each time.
/// </remarks>
internal sealed class PropertyChecker
{
    private readonly World _world;
    private readonly BoundCheck[][] _before;
    private readonly BoundCheck[][] _after;
    private readonly ActorId[] _inline;
    private readonly Observer[] _observers;
    private readonly Ordering[] _orderings;
    private readonly AtRest[] _atRest;
    private readonly RunCheck[] _ofRuns;
    private readonly Witness[] _witnesses;
    private readonly bool[] _reached;
    private readonly FindingList _found;
    private readonly NumberSet _orderlySteps = new();
    private readonly NumberSet _orderlyStates = new();
    private readonly FingerprintSet _orderlyRests = new();
    private readonly bool _countsCrashes;
    private readonly bool[] _lookedBefore;
    private readonly bool[] _lookedAfter;
    private readonly bool[] _observed;
    private bool _lookedAtRest;
    private int _numbering;
    private IReadOnlyCollection<int> _lookedElsewhere = [];
    private IReadOnlyCollection<int> _reachedElsewhere = [];

    /// <summary>The claim that was asked last: if it throws, this is whose code it was.</summary>
    private Property _asked = CrashProperty.Instance;

    internal PropertyChecker(World world, IReadOnlyList<Property> properties)
    {
        (_world, _found) = (world, new(properties));
        _countsCrashes = properties.Contains(CrashProperty.Instance);
        var around = properties.OfType<ActorProperty>().ToList();
        BoundCheck[] About(ActorId actor, bool before) =>
            [
                .. around.Where(property => property.LooksBefore == before && property.IsAbout(world.CellOf(actor)))
                    .Select(property => property.Bind(world.CellOf(actor))),
            ];
        _before = [[], .. world.Topology.Actors.Select(actor => About(actor, before: true))];
        _after = [[], .. world.Topology.Actors.Select(actor => About(actor, before: false))];
        _inline = [.. world.Topology.Actors.Where(world.Topology.IsInline)];
        _lookedBefore = new bool[_before.Length];
        _lookedAfter = new bool[_after.Length];
        _observers = [.. properties.OfType<Observer>()];
        _observed = new bool[_observers.Length];
        _orderings = [.. properties.OfType<Ordering>()];
        _atRest = [.. properties.OfType<AtRest>().Where(property => property.Concerns(world))];
        _ofRuns = [.. properties.OfType<RunCheck>().Where(check => check.Concerns(world))];
        _witnesses = [.. properties.OfType<Witness>()];
        _reached = new bool[_witnesses.Length];
    }

    /// <summary>What was found in this run so far: at most one finding for each property.</summary>
    internal IReadOnlyList<Finding> Found => _found.All;

    /// <summary>The fingerprint of which properties were found broken.</summary>
    internal ulong FoundFingerprint => _found.Fingerprint;

    /// <summary>
    /// The places of the witnesses that no run reached: several workers may have made a scenario of their own each.
    /// </summary>
    internal IEnumerable<int> Unreached =>
        _witnesses.Where((one, at) => !_reached[at] && !one.WasSeen).Select(_found.PlaceOf).Except(_reachedElsewhere);

    /// <summary>The places of the witnesses that a run reached.</summary>
    internal IEnumerable<int> Reached => _witnesses.Select(_found.PlaceOf).Except(Unreached);

    /// <summary>The places of the properties that were looked at, at least once.</summary>
    internal IEnumerable<int> Looked => new[]
    {
        Where(_before, _lookedBefore),
        Where(_after, _lookedAfter),
        _observers.Where((_, at) => _observed[at]),
        _lookedAtRest ? _orderings.Concat<Property>(_atRest).Concat(_ofRuns).Concat(_witnesses) : [],
    }.SelectMany(static looked => looked).Select(_found.PlaceOf).Union(_lookedElsewhere);

    /// <summary>Others looked too: at the properties, and for the witnesses, of these places.</summary>
    internal void Adopt(IReadOnlyCollection<int> looked, IReadOnlyCollection<int> reached) =>
        (_lookedElsewhere, _reachedElsewhere) = (looked, reached);

    /// <summary>A run goes on from a depth: what was found behind it is forgotten.</summary>
    internal void BackTo(int depth) => _found.BackTo(depth);

    /// <summary>Looks at what is to hold after each step before there is any.</summary>
    /// <returns>The first that does not hold, and why; null when all do.</returns>
    internal (Property Property, string Reason)? AtStart(World world)
    {
        foreach (var check in _after.SelectMany(checks => checks).Where(check => check.Property.LooksAtStart))
        {
            if (check.RefuteAtStart(world) is { } reason) { return (check.Property, reason); }
        }

        return null;
    }

    /// <summary>Looks before a step.</summary>
    /// <exception cref="PropertyException">A claim threw.</exception>
    internal void Before(World world, Choice choice)
    {
        if (world.Numbering != _numbering) { ForgetNumbers(world.Numbering); }
        var rules = _before[choice.Receiver.Value];
        if (rules.Length == 0 || world.FateOf(choice) == MessageFate.Lost) { return; }
        var step = world.CachesTransitions ? world.StepNumberOf(choice) : -1;
        if (_orderlySteps.Has(step)) { return; }
        world.Settle(choice.Receiver);
        _lookedBefore[choice.Receiver.Value] = true;
        if (Look(world, rules, world.MessageOf(choice), world.Depth) && step >= 0) { _orderlySteps.Add(step); }
    }

    /// <summary>Looks after a step.</summary>
    /// <exception cref="PropertyException">A claim threw.</exception>
    internal void After(World world)
    {
        if (world.Numbering != _numbering) { ForgetNumbers(world.Numbering); }
        var step = world.Depth - 1;
        ref readonly var taken = ref world.History[step];
        if (world.FateOf(taken.Choice) == MessageFate.Lost) { return; }
        var receiver = taken.Choice.Receiver;
        if (world.Crash is { } crash && _countsCrashes)
        {
            Find(CrashProperty.Instance, receiver, step, $"{world.NameOf(receiver)}: {crash}");
        }

        LookAfter(world, receiver, step);
        var prompted = taken.Inlines;
        if (prompted != 0) { AfterPrompted(world, prompted, step); }
        if (_observers.Length > 0) { Observe(world, step); }
    }

    /// <summary>Looks at the end of a run that came to rest.</summary>
    /// <exception cref="PropertyException">A claim threw.</exception>
    internal void Rest(World world)
    {
        _lookedAtRest = true;
        try
        {
            if (!world.CachesTransitions || !_orderlyRests.Has(world.StatesFingerprint)) { LookAtRest(world); }
            if (_orderings.Length > 0) { LookBack(world); }
        }
        catch (Exception failure) when (failure is not HiddenStateException and not UnfitScenarioException)
        {
            throw new PropertyException(_asked, failure);
        }
    }

    /// <summary>Says what claims would say of steps that are not taken.</summary>
    internal IJudgesAhead Ahead => new ClaimsAhead(_world, this, _found) { LooksAtAll = _observers.Length > 0 };

    /// <summary>Whether what looks before a step is known to hold.</summary>
    internal bool IsOrderlyStep(int step) => _orderlySteps.Has(step);

    /// <summary>Whether what looks at an actor after its steps is known to hold in a state.</summary>
    internal bool IsOrderlyState(int state) => _orderlyStates.Has(state);

    /// <summary>The claims that look at an actor before its steps, or after.</summary>
    internal BoundCheck[] ChecksOf(int actor, bool before) => (before ? _before : _after)[actor];

    /// <summary>Those are looked at.</summary>
    internal void NoteLooked(int actor, bool before) => (before ? _lookedBefore : _lookedAfter)[actor] = true;

    /// <summary>Notes a claim that is looked at by what explores.</summary>
    internal void Note(Finding found) => _found.Add(found);

    /// <summary>Writes what was looked at in all runs; what was found in this one follows from its steps.</summary>
    internal void Keep(CheckpointWriter writer)
    {
        writer.Write(_lookedBefore);
        writer.Write(_lookedAfter);
        writer.Write(_observed);
        writer.Write([_lookedAtRest]);
        writer.Write([.. _witnesses.Select((witness, at) => _reached[at] || witness.WasSeen)]);

        // Of the runs that come to the same rest in order one is checked. So it must be known which rests they are.
        KeptFingerprints.Write(writer, _orderlyRests);
    }

    /// <summary>Reads that; nothing was looked at yet.</summary>
    internal void Recall(CheckpointReader reader)
    {
        bool[] atRest = [false];
        foreach (var looked in new[] { _lookedBefore, _lookedAfter, _observed, atRest, _reached })
        {
            var kept = reader.ReadBools();
            if (kept.Length != looked.Length) { throw reader.Wrong("other properties were looked at"); }
            kept.CopyTo(looked, 0);
        }

        _lookedAtRest = atRest[0];
        foreach (var witness in _witnesses.Where((_, at) => _reached[at])) { witness.Recall(); }
        KeptFingerprints.Read(reader, _orderlyRests);
    }

    private static IEnumerable<Property> Where(BoundCheck[][] checks, bool[] looked) =>
        checks.Where((_, actor) => looked[actor]).SelectMany(list => list).Select(check => check.Property).Distinct();

    private void ForgetNumbers(int numbering)
    {
        _numbering = numbering;
        _orderlySteps.Clear();
        _orderlyStates.Clear();
    }

    private void Observe(World world, int step)
    {
        try
        {
            LookAround(world, step);
        }
        catch (Exception failure) when (failure is not HiddenStateException and not UnfitScenarioException)
        {
            throw new PropertyException(_asked, failure);
        }
    }

    private void LookAround(World world, int step)
    {
        var envelope = world.Step(step);
        for (var at = 0; at < _observers.Length; at++)
        {
            var observer = _observers[at];
            _asked = observer;
            if (!observer.Sees(envelope.To, envelope.Kind)) { continue; }
            _observed[at] = true;
            if (_found.Has(observer, ActorId.Nobody)) { continue; }
            if (observer.Refute(world) is { } reason) { Find(observer, ActorId.Nobody, step, reason); }
        }
    }

    private static Envelope[] StepsOf(World world)
    {
        var steps = new Envelope[world.Depth];
        for (var at = 0; at < steps.Length; at++) { steps[at] = world.HeardAt(at); }
        return steps;
    }

    private void LookBack(World world)
    {
        var steps = StepsOf(world);
        foreach (var ordering in _orderings)
        {
            _asked = ordering;
            if (ordering.Refute(steps, world) is var (broken, reason))
            {
                if (broken < -1 || broken >= steps.Length)
                {
                    throw new InvalidOperationException($"it blames step {broken} of a run of {steps.Length}");
                }

                _found.Add(new(ordering, ActorId.Nobody, broken, reason) { KnownAfter = world.Depth - 1 });
            }
        }
    }

    /// <summary>
    /// What a property says of the world at rest depends on the states alone; a check of runs is made of one of the
    /// runs that come to the same rest in order.
    /// </summary>
    private void LookAtRest(World world)
    {
        var inOrder = true;
        foreach (var property in _atRest)
        {
            _asked = property;
            if (property.Refute(world) is not { } reason) { continue; }
            Find(property, ActorId.Nobody, world.Depth - 1, reason);
            inOrder = false;
        }

        var steps = _ofRuns.Length > 0 ? StepsOf(world) : [];
        foreach (var check in _ofRuns)
        {
            _asked = check;
            if (check.Refute(steps, world) is not { } reason) { continue; }
            Find(check, ActorId.Nobody, world.Depth - 1, reason);
            inOrder = false;
        }

        for (var at = 0; at < _witnesses.Length; at++)
        {
            _asked = _witnesses[at];
            _reached[at] = _reached[at] || _witnesses[at].Reached(world);
        }

        if (inOrder && world.CachesTransitions && _orderlyRests.Count < World.CachedMax)
        {
            _orderlyRests.Add(world.StatesFingerprint);
        }
    }

    private void AfterPrompted(World world, ulong prompted, int step)
    {
        foreach (var actor in _inline)
        {
            if ((prompted >> actor.Value & 1) != 0) { LookAfter(world, actor, step); }
        }
    }

    private void LookAfter(World world, ActorId actor, int step)
    {
        var invariants = _after[actor.Value];
        if (invariants.Length == 0) { return; }
        var state = world.StateNumberOf(actor);
        if (_orderlyStates.Has(state)) { return; }
        world.Settle(actor);
        _lookedAfter[actor.Value] = true;
        if (Look(world, invariants, world.Step(step), step) && state >= 0) { _orderlyStates.Add(state); }
    }

    /// <returns>Whether all is in order.</returns>
    private bool Look(World world, BoundCheck[] checks, in Envelope envelope, int step)
    {
        try
        {
            return LookThrough(world, checks, in envelope, step);
        }
        catch (Exception failure) when (failure is not HiddenStateException and not UnfitScenarioException)
        {
            throw new PropertyException(_asked, failure);
        }
    }

    private bool LookThrough(World world, BoundCheck[] checks, in Envelope envelope, int step)
    {
        var inOrder = true;
        foreach (var check in checks)
        {
            if (_found.All.Count > 0 && _found.Has(check.Property, check.Actor))
            {
                inOrder = false;
                continue;
            }

            _asked = check.Property;
            if (check.Refute(in envelope, world) is not { } reason) { continue; }
            Find(check.Property, check.Actor, step, reason);
            inOrder = false;
        }

        return inOrder;
    }

    private void Find(Property property, ActorId actor, int step, string reason) =>
        _found.Add(new(property, actor, step, reason));
}
