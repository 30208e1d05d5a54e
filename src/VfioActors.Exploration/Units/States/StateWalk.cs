using VfioActors.Exploration.Livelocks;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Ahead;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Units.Work;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Ahead;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Units.States;

/// <summary>
/// Goes depth first from state to state: where it is, how it came there, and what broke on the way. To which states it
/// goes is said by who goes.
/// </summary>
/// <param name="setup">The scenario.</param>
/// <param name="world">Its world.</param>
/// <param name="checker">Its properties.</param>
internal abstract class StateWalk(Setup setup, World world, PropertyChecker checker)
{
    private SearchLevel[] _levels = new SearchLevel[64];
    private int[] _way = new int[64];

    /// <summary>The steps of all levels one after the other: to list them again costs as much as to take one.</summary>
    private Choice[] _steps = new Choice[64];
    private int _rootDepth;

    /// <summary>Whether a run may be asked for that goes round for ever.</summary>
    protected bool LooksForLivelocks { get; } = setup.Properties.Contains(NoLivelock.Instance);

    /// <summary>How many states there are on the way from its root.</summary>
    protected int Height { get; private set; }

    /// <summary>The state at hand.</summary>
    protected ref SearchLevel Top => ref _levels[Height - 1];

    /// <summary>The states on the way from its root.</summary>
    protected Span<SearchLevel> Levels => _levels.AsSpan(0, Height);

    /// <summary>The steps to the state at hand, and then perhaps others.</summary>
    protected int[] Way => _way;

    /// <summary>How many steps lead to the state at hand, wherever the world is.</summary>
    protected int Depth => _rootDepth + Height - 1;

    /// <summary>Where the steps lead that it has yet to take; null before the first state.</summary>
    protected Leads? Leads { get; private set; }

    /// <summary>Makes what says where steps lead.</summary>
    protected abstract Leads MakeLeads();

    /// <summary>Something broke at a state, or in a step from it.</summary>
    protected abstract void Fail(in SearchLevel level, int place, Finding finding);

    /// <summary>Takes the world to a state by the steps to it, from where the ways part.</summary>
    protected void GoTo(ReadOnlySpan<int> way)
    {
        var common = _way.AsSpan(0, world.Depth).CommonPrefixLength(way);
        BackTo(common);
        foreach (var step in way[common..]) { Take(step, world.Enabled[step]); }
        _rootDepth = way.Length;
    }

    /// <summary>Takes over the world from another walk, and takes it to the state at hand.</summary>
    protected void TakeOver(StateWalk other)
    {
        var there = other._way.AsSpan(0, world.Depth);
        var common = Height == 0 ? there.Length : there.CommonPrefixLength(_way.AsSpan(0, Depth));
        BackTo(common);
        while (_way.Length < common) { Array.Resize(ref _way, _way.Length * 2); }
        if (Height == 0) { there.CopyTo(_way); }
        for (var at = common; Height > 0 && at < Depth; at++) { Take(_way[at], world.Enabled[_way[at]]); }
    }

    /// <summary>Takes the world back to the state at hand.</summary>
    protected void GoBack() => BackTo(Depth);

    /// <summary>Takes a step from the state at hand for real.</summary>
    /// <param name="step">Which of its steps.</param>
    protected void Take(int step)
    {
        ref var level = ref Top;
        var found = checker.Found.Count;
        Take(step, _steps[level.First + step]);
        if (checker.Found.Count > found) { Keep(in level, found); }
    }

    /// <summary>Takes a step of which it is known where it leads, and that no claim says anything new of it.</summary>
    protected void TakeExpected(int step)
    {
        var place = Top.First + step;
        Note(step);
        Leads!.Take(world, _steps[place], place);
        world.Past = checker.FoundFingerprint;
    }

    /// <summary>Comes to a state that was not met before, and goes on from it.</summary>
    /// <param name="reached">Which state.</param>
    /// <param name="fingerprint">What tells it from others, with what was broken before.</param>
    /// <param name="here">What is known of it for who looks ahead.</param>
    /// <param name="turn">With which of its steps it begins.</param>
    protected ref SearchLevel Open(ReachedState reached, ulong fingerprint, StateAhead here, int turn)
    {
        if (Height == _levels.Length) { Array.Resize(ref _levels, Height * 2); }
        var enabled = world.Enabled;
        var first = Height == 0 ? 0 : _levels[Height - 1].First + _levels[Height - 1].Width;
        while (first + enabled.Length > _steps.Length) { Array.Resize(ref _steps, _steps.Length * 2); }
        enabled.CopyTo(_steps.AsSpan(first));
        ref var level = ref _levels[Height++];
        level = new(reached, fingerprint) { First = first, Width = enabled.Length };
        if (level.Width == 0) { Rest(ref level); }
        else if (world.Depth >= RunLimit.StepsMax) { Cut(ref level); }
        else
        {
            level.Turn = turn % level.Width;
            level.LooksAhead = Leads.AreKnownIn(world);
            if (level.LooksAhead) { LookAhead(enabled, first, here); }
        }

        return ref level;
    }

    /// <summary>Leaves the state at hand.</summary>
    protected void Close() => Height--;

    /// <summary>The run has come back to a state on its way: it may be one that goes round for ever.</summary>
    /// <returns>Whether it is.</returns>
    protected bool Closes(in SearchLevel level, ulong fingerprint)
    {
        var at = Height - 1;
        while (at >= 0 && _levels[at].Fingerprint != fingerprint) { at--; }
        if (at < 0) { return false; }
        var from = world.Depth - (Height - at);
        if (EndlessRun.Closed(world, from) is not { } reason) { return false; }
        Fail(in level, PlaceOf(NoLivelock.Instance), Livelock(world.Depth - 1, reason));
        return true;
    }

    private void LookAhead(ReadOnlySpan<Choice> steps, int first, StateAhead here)
    {
        Leads ??= MakeLeads();
        Leads.Note(world.Depth, here);
        Leads.Look(world.Depth, steps, first);
    }

    private void BackTo(int depth)
    {
        world.BackTo(depth);
        checker.BackTo(depth);
        world.Past = checker.FoundFingerprint;
    }

    private void Take(int step, Choice choice)
    {
        Note(step);
        checker.Before(world, choice);
        world.Take(choice);
        checker.After(world);
        world.Past = checker.FoundFingerprint;
    }

    private void Note(int step)
    {
        var depth = world.Depth;
        if (depth == _way.Length) { Array.Resize(ref _way, depth * 2); }
        _way[depth] = step;
    }

    private void Rest(ref SearchLevel level)
    {
        var found = checker.Found.Count;
        if (world.Crash is null)
        {
            checker.Rest(world);
            setup.Scenario.Rested(world);
        }

        Keep(in level, found);
        End(ref level, StateMarks.Ended);
    }

    /// <summary>A run that does not come to rest is cut at its greatest length.</summary>
    private void Cut(ref SearchLevel level)
    {
        var found = checker.Found.Count;
        if (LooksForLivelocks && EndlessRun.Cut(world, tellsStatesApart: true) is var (steps, reason))
        {
            checker.Note(Livelock(steps - 1, reason));
        }

        Keep(in level, found);
        level.Width = 0;
        End(ref level, StateMarks.Ended | StateMarks.Cut);
    }

    private void End(ref SearchLevel level, StateMarks marks) =>
        level.Marks |= marks | (checker.Found.Count > 0 ? StateMarks.BrokenEnd : StateMarks.None);

    /// <summary>Notes what was found since, at a state.</summary>
    private void Keep(in SearchLevel level, int since)
    {
        for (var at = since; at < checker.Found.Count; at++)
        {
            Fail(in level, PlaceOf(checker.Found[at].Property), checker.Found[at]);
        }
    }

    private Finding Livelock(int step, string reason) =>
        new(NoLivelock.Instance, default, step, reason) { KnownAfter = world.Depth - 1 };

    private int PlaceOf(Property property) => SharedSearches.PlaceOf(setup, property);
}
