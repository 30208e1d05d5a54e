using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Ahead;
using VfioActors.Exploration.Strategies.Merging;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Units.Cuts;
using VfioActors.Exploration.Units.States;
using VfioActors.Exploration.Units.Work;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Ahead;

namespace VfioActors.Exploration.Units.Regions;

/// <summary>
/// Goes depth first through the states of one region, each once, a number of them at a time. Where a step leads to
/// another region it says so, once, and does not go there.
/// </summary>
/// <remarks>
/// Nobody else goes on from these states, so it counts them itself. A way round lies in one region, and so in the hands
/// of one: <see cref="RegionPlan"/>.
/// </remarks>
internal sealed class RegionSearch : StateWalk
{
    /// <summary>As many steps of a state are told apart as bits of a word.</summary>
    private const int StepsMarked = 64;

    /// <summary>So many classes are told apart of the states on the way.</summary>
    private const int Classes = 1 << 10;

    private readonly World _world;
    private readonly RegionMap _map;
    private readonly int _region;

    /// <summary>Its own states, and those of others that were told of: each is looked for in one place.</summary>
    private readonly MetStates _met = new();
    private readonly Queue<EntryReader> _given = [];
    private readonly RegionRecord _record;

    /// <summary>How many states on the way are of each class: most that are met again are of none of these.</summary>
    private readonly int[] _onWay = new int[Classes];

    /// <summary>How many states it met since that was last asked.</summary>
    private long _states;
    private bool _hasLivelock;

    /// <param name="setup">The scenario.</param>
    /// <param name="world">Its world.</param>
    /// <param name="checker">Its properties.</param>
    /// <param name="map">Which states are of which region, and what is known of steps.</param>
    /// <param name="region">The region.</param>
    internal RegionSearch(Setup setup, World world, PropertyChecker checker, RegionMap map, int region)
        : base(setup, world, checker)
    {
        (_world, _map, _region, _record) = (world, map, region, new(region));
    }

    /// <summary>Whether there is something to do.</summary>
    internal bool HasMore => Height + _given.Count > 0;

    /// <summary>It is given states that others came to.</summary>
    internal void Give(RegionEntries entries) => _given.Enqueue(new(entries));

    /// <summary>Goes on, from where the walk before left the world.</summary>
    /// <param name="before">Who took the world where it is; null for nobody.</param>
    /// <param name="size">How many states it goes on from at most.</param>
    /// <param name="end">Ends it early: what comes of it is then of no use.</param>
    /// <returns>How many it came to.</returns>
    /// <exception cref="PropertyException">A claim threw.</exception>
    /// <exception cref="InvalidDataException">It was given what is none of its states.</exception>
    internal long Search(StateWalk? before, long size, CancellationToken end)
    {
        if (before is not null && before != this) { TakeOver(before); }
        var begun = 0L;
        while (begun < size && !end.IsCancellationRequested)
        {
            if (Height > 0) { begun += GoOn() ? 1 : 0; }
            else if (_given.TryPeek(out var entries)) { begun += Begin(entries) ? 1 : 0; }
            else { break; }
        }

        return begun;
    }

    /// <summary>What it came to since the last time.</summary>
    internal RegionPart TakePart()
    {
        var part = _record.Take(_states, Untried());
        _states = 0;
        return part;
    }

    /// <summary>The states of other regions that it came to since the last time.</summary>
    internal IReadOnlyList<RegionEntries> TakeEntries() => _record.TakeEntries();

    /// <inheritdoc/>
    protected override Leads MakeLeads() => new(_map.Ahead, _met);

    /// <inheritdoc/>
    protected override void Fail(in SearchLevel level, int place, Finding finding) =>
        _record.Fail(place, finding, Way);

    private static ulong Of(ReachedState reached) => unchecked(reached.State + reached.Past);

    private long Untried()
    {
        var untried = 0L;
        foreach (ref readonly var level in Levels) { untried += level.Width - level.Next; }
        return untried;
    }

    /// <summary>Goes on from the next state that was given.</summary>
    /// <returns>False when it was met before, or there is none.</returns>
    private bool Begin(EntryReader entries)
    {
        if (!entries.TryRead())
        {
            _given.Dequeue();
            return false;
        }

        if (entries.Ahead is var ahead and not 0) { _met.Prefetch(ahead); }
        var expected = entries.Reached;
        if (_met.Has(expected.State, expected.Past)) { return false; }
        GoTo(entries.Way);
        var here = _world.HereAhead;
        ReachedState reached = new(here.Fingerprint, _world.Past);
        if (reached != expected || _map.Here != _region || entries.Region != _region)
        {
            throw new InvalidDataException("a way leads to another state than whoever met it said");
        }

        _met.Add(reached.State, reached.Past);
        Enter(reached, here);
        return true;
    }

    /// <summary>Comes to a state that was not met before.</summary>
    private void Enter(ReachedState reached, StateAhead here)
    {
        var fingerprint = Of(reached);
        ref var level = ref Open(reached, fingerprint, here, turn: 0);
        _states += _met.WasUnknown ? 1 : 0;
        _onWay[ClassOf(fingerprint)]++;
        if (level.LooksAhead) { TellAhead(ref level); }
    }

    private static int ClassOf(ulong fingerprint) => (int)(fingerprint % Classes);

    /// <summary>
    /// Others hear of states of theirs before this worker goes on: who begins with the first of them comes to most of
    /// the rest, and need not go to each by its way.
    /// </summary>
    private void TellAhead(ref SearchLevel level)
    {
        for (var step = 0; step < Math.Min(level.Width, StepsMarked); step++)
        {
            var state = Leads![level.First + step];
            if (state == 0) { continue; }
            var region = _map.Behind(_region, in Leads.StepAt(level.First + step));
            if (region == RegionMap.Unknown || region == _region) { continue; }
            Tell(region, step, new(state, level.Reached.Past));
            level.Gone |= 1UL << step;
        }
    }

    private void Tell(int region, int step, ReachedState reached)
    {
        if (_met.Add(reached.State, reached.Past)) { _record.Tell(region, Way.AsSpan(0, Depth), step, reached); }
    }

    /// <summary>Takes the next step from the state at hand, or leaves it when there is none.</summary>
    /// <returns>Whether it came to a state to go on from.</returns>
    private bool GoOn()
    {
        ref var level = ref Top;
        if (level.Next == level.Width)
        {
            Leave(in level);
            return false;
        }

        var step = level.NextStep();
        if (step < StepsMarked && (level.Gone >> step & 1) != 0) { return false; }
        var place = level.First + step;
        if (level.LooksAhead && Leads![place] is not 0 and var state
            && _map.Behind(_region, in Leads.StepAt(place)) is not RegionMap.Unknown and var region)
        {
            return GoOn(ref level, step, new(state, level.Reached.Past), region);
        }

        GoBack();
        Take(step);
        return Arrive(ref level, step);
    }

    /// <summary>The same, where it is known where the step leads.</summary>
    private bool GoOn(ref SearchLevel level, int step, ReachedState reached, int region)
    {
        if (region != _region)
        {
            Tell(region, step, reached);
            return false;
        }

        if (!_met.Add(reached.State, reached.Past))
        {
            if (!IsOnWay(Of(reached))) { return false; }
            GoBack();
            TakeExpected(step);
            CloseCircle(ref level, Of(reached));
            return false;
        }

        GoBack();
        TakeExpected(step);
        Enter(reached, Leads!.Here(level.First + step));
        return true;
    }

    /// <summary>The run has come from the state at hand to one of its neighbours.</summary>
    private bool Arrive(ref SearchLevel level, int step)
    {
        var here = _world.HereAhead;
        ReachedState reached = new(here.Fingerprint, _world.Past);
        var region = _map.Here;
        _map.Demand(_region, region);
        if (region != _region)
        {
            Tell(region, step, reached);
            return false;
        }

        if (_met.Add(reached.State, reached.Past))
        {
            Enter(reached, here);
            return true;
        }

        if (IsOnWay(Of(reached))) { CloseCircle(ref level, Of(reached)); }
        return false;
    }

    private bool IsOnWay(ulong fingerprint)
    {
        if (_onWay[ClassOf(fingerprint)] == 0) { return false; }
        foreach (ref readonly var level in Levels)
        {
            if (level.Fingerprint == fingerprint) { return true; }
        }

        return false;
    }

    private void CloseCircle(ref SearchLevel level, ulong fingerprint)
    {
        _record.HasCircle = true;
        if (LooksForLivelocks && !_hasLivelock) { _hasLivelock = Closes(in level, fingerprint); }
    }

    private void Leave(in SearchLevel level)
    {
        _record.Leave(in level);
        _onWay[ClassOf(level.Fingerprint)]--;
        Close();
    }
}
