using System.Runtime.InteropServices;
using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Livelocks;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Ahead;
using VfioActors.Exploration.Strategies.Branches;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Units.States;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Ahead;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Units;

/// <summary>
/// Goes on from states depth first, each once, a number of them a unit: what one worker of a search that merges states
/// does. What it says of a state depends on the state alone, so that it can be counted once, whoever else went there.
/// </summary>
/// <remarks>
/// Between two units it stays where it is: to come back to a state takes as many steps as led there. Only when others
/// have nothing to do it leaves them all of what it has not gone on from.
/// </remarks>
/// <param name="setup">The scenario.</param>
/// <param name="world">Its world.</param>
/// <param name="checker">Its properties.</param>
/// <param name="turn">
/// With which of the steps it begins: who begins otherwise meets other states first, so that fewer are met twice.
/// </param>
internal sealed class StateSearch(Setup setup, World world, PropertyChecker checker, int turn)
{
    /// <summary>The mark of a state that all that can follow it was met.</summary>
    private const int Finished = (int)FingerprintMarks.Finished;

    /// <summary>The mark of a state that was on the way, and is not any more.</summary>
    private const int Passed = 2;

    private readonly FingerprintSet _met = new();
    private readonly bool _looksForLivelocks = setup.Properties.Contains(NoLivelock.Instance);
    private readonly Queue<Branch> _roots = [];
    private readonly StateRecord _record = new();
    private Leads? _leads;

    /// <summary>For all levels one after the other: the states that each waits for.</summary>
    private readonly List<ReachedState> _awaited = [];
    private SearchLevel[] _levels = new SearchLevel[64];
    private int[] _way = new int[64];

    /// <summary>The steps of all levels one after the other: to list them again costs as much as to take one.</summary>
    private Choice[] _steps = new Choice[64];
    private int _height;
    private int _rootDepth;
    private bool _isLeaving;
    private bool _hasLivelock;

    /// <summary>Others went on from these states: it does not.</summary>
    /// <param name="areFinished">Whether all that can follow them was met.</param>
    internal void Know(ReadOnlySpan<ulong> states, bool areFinished) =>
        _met.AddAll(states, areFinished ? Finished : 0);

    /// <summary>Does a unit.</summary>
    /// <exception cref="PropertyException">A claim threw.</exception>
    internal UnitResult Search(WorkUnit unit, CancellationToken end)
    {
        foreach (var root in unit.Branches) { _roots.Enqueue(root); }
        var begun = 0L;
        while (begun < unit.Size && !end.IsCancellationRequested)
        {
            if (_height > 0) { begun += GoOn() ? 1 : 0; }
            else if (_roots.TryDequeue(out var root)) { begun += Begin(root) ? 1 : 0; }
            else { break; }
        }

        if (unit.LeavesAll) { LeaveAll(); }
        return _record.Result(unit.Number) with { HasMore = _height + _roots.Count > 0 };
    }

    /// <summary>Goes on from a state that was given.</summary>
    /// <returns>False when it was met before.</returns>
    private bool Begin(Branch root)
    {
        GoTo(root.Way);
        _rootDepth = root.Way.Length;
        var here = world.HereAhead;
        ReachedState reached = new(here.Fingerprint, world.Past);
        var fingerprint = world.WithPast(reached.State);
        if (!_met.Add(fingerprint)) { return false; }
        Enter(reached, fingerprint, here);
        return true;
    }

    /// <summary>What is left is for others: who gave the roots knows which of them were not begun.</summary>
    private void LeaveAll()
    {
        _roots.Clear();
        _isLeaving = true;
        while (_height > 0) { GoOn(); }
        _isLeaving = false;
    }

    /// <summary>Takes the world to a state by the steps to it, from where the ways part.</summary>
    private void GoTo(int[] way)
    {
        var common = _way.AsSpan(0, world.Depth).CommonPrefixLength(way);
        BackTo(common);
        foreach (var step in way.AsSpan(common)) { Take(step, world.Enabled[step]); }
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

    private void LookAhead(ReadOnlySpan<Choice> steps, int first, StateAhead here)
    {
        _leads ??= new(new(world, checker.Ahead), _met);
        _leads.Note(world.Depth, here);
        _leads.Look(world.Depth, steps, first);
    }

    /// <summary>Takes the next step from the state at hand, or leaves it when there is none.</summary>
    /// <returns>Whether it came to a state to go on from.</returns>
    private bool GoOn()
    {
        ref var level = ref _levels[_height - 1];
        if (level.Next == level.Width)
        {
            Leave(ref level);
            return false;
        }

        var step = level.Turn + level.Next++;
        if (step >= level.Width) { step -= level.Width; }
        var place = level.First + step;
        if (level.LooksAhead && !_isLeaving && _leads![place] is not 0 and var state)
        {
            ReachedState reached = new(state, level.Reached.Past);
            if (IsMet(ref level, reached, out var isNew)) { return false; }
            BackTo(_rootDepth + _height - 1);
            TakeExpected(step, place);
            if (!isNew) { return Arrive(ref level); }
            Enter(reached, Of(reached), _leads.Here(place));
            return true;
        }

        BackTo(_rootDepth + _height - 1);
        var found = checker.Found.Count;
        Take(step, _steps[place]);
        if (checker.Found.Count > found) { Keep(level.Reached, found); }
        return Arrive(ref level);
    }

    /// <summary>Whether a state was met, and need not be gone to.</summary>
    /// <param name="isNew">Whether it was not, and is met now.</param>
    private bool IsMet(ref SearchLevel level, ReachedState reached, out bool isNew)
    {
        isNew = _met.Add(Of(reached), mark: 0, out var mark);
        if (isNew) { return false; }
        if ((mark & Finished) != 0) { return true; }

        // It may be one of those on the way: a run that comes round is to be looked at.
        if ((mark & Passed) == 0) { return false; }
        level.Awaits++;
        _awaited.Add(reached);
        return true;
    }

    /// <summary>Takes a step of which it is known where it leads, and that no claim says anything new of it.</summary>
    private void TakeExpected(int step, int place)
    {
        Note(step);
        _leads!.Take(world, _steps[place], place);
        world.Past = checker.FoundFingerprint;
    }

    private static ulong Of(ReachedState reached) => unchecked(reached.State + reached.Past);

    /// <summary>The run has come from the state at hand to one of its neighbours.</summary>
    private bool Arrive(ref SearchLevel level)
    {
        var here = world.HereAhead;
        ReachedState reached = new(here.Fingerprint, world.Past);
        var fingerprint = world.WithPast(reached.State);
        var mark = 0;
        var isNew = _isLeaving ? (mark = _met.MarkOf(fingerprint)) < 0 : _met.Add(fingerprint, mark: 0, out mark);
        if (isNew && !_isLeaving)
        {
            Enter(reached, fingerprint, here);
            return true;
        }

        if (!isNew && (mark & Finished) != 0) { return false; }
        level.Awaits++;
        _awaited.Add(reached);
        if (isNew) { _record.Leave(new(_way[..world.Depth], 0, 0), reached); }
        else if ((mark & Passed) == 0) { LookAtCircle(level.Reached, fingerprint); }
        return false;
    }

    /// <summary>Comes to a state that was not met before, and goes on from it.</summary>
    private void Enter(ReachedState reached, ulong fingerprint, StateAhead here)
    {
        if (_height == _levels.Length) { Array.Resize(ref _levels, _height * 2); }
        var enabled = world.Enabled;
        var first = _height == 0 ? 0 : _levels[_height - 1].First + _levels[_height - 1].Width;
        while (first + enabled.Length > _steps.Length) { Array.Resize(ref _steps, _steps.Length * 2); }
        enabled.CopyTo(_steps.AsSpan(first));
        ref var level = ref _levels[_height++];
        level = new(reached, fingerprint) { First = first, Width = enabled.Length };
        if (level.Width == 0) { Rest(ref level); }
        else if (world.Depth >= RunLimit.StepsMax) { Cut(ref level); }
        else
        {
            level.Turn = turn % level.Width;
            level.LooksAhead = Leads.AreKnownIn(world);
            if (level.LooksAhead) { LookAhead(enabled, first, here); }
        }
    }

    private void Rest(ref SearchLevel level)
    {
        var found = checker.Found.Count;
        if (world.Crash is null)
        {
            checker.Rest(world);
            setup.Scenario.Rested(world);
        }

        Keep(level.Reached, found);
        End(ref level, StateMarks.Ended);
    }

    /// <summary>A run that does not come to rest is cut at its greatest length.</summary>
    private void Cut(ref SearchLevel level)
    {
        var found = checker.Found.Count;
        if (_looksForLivelocks && EndlessRun.Cut(world, tellsStatesApart: true) is var (steps, reason))
        {
            checker.Note(Livelock(steps - 1, reason));
        }

        Keep(level.Reached, found);
        level.Width = 0;
        End(ref level, StateMarks.Ended | StateMarks.Cut);
    }

    private void End(ref SearchLevel level, StateMarks marks) =>
        level.Marks |= marks | (checker.Found.Count > 0 ? StateMarks.BrokenEnd : StateMarks.None);

    private void Leave(ref SearchLevel level)
    {
        var first = _awaited.Count - level.Awaits;
        if (level.Awaits > 0) { DropFinished(first); }
        var awaits = _awaited.Count - first;
        _record.Expand(
            new(level.Reached, level.Width, level.Marks, awaits), CollectionsMarshal.AsSpan(_awaited)[first..]);
        _awaited.RemoveRange(first, awaits);
        _met.Mark(level.Fingerprint, awaits == 0 ? Finished | Passed : Passed);
        _height--;
        if (awaits == 0 || _height == 0) { return; }
        _levels[_height - 1].Awaits++;
        _awaited.Add(level.Reached);
    }

    /// <summary>Of the states that the state at hand waits for some were finished meanwhile, by others.</summary>
    private void DropFinished(int first)
    {
        var kept = first;
        for (var at = first; at < _awaited.Count; at++)
        {
            var mark = _met.MarkOf(unchecked(_awaited[at].State + _awaited[at].Past));
            if (mark < 0 || (mark & Finished) == 0) { _awaited[kept++] = _awaited[at]; }
        }

        _awaited.RemoveRange(kept, _awaited.Count - kept);
    }

    /// <summary>Notes what was found since, at a state.</summary>
    private void Keep(ReachedState state, int since)
    {
        for (var at = since; at < checker.Found.Count; at++)
        {
            var finding = checker.Found[at];
            _record.Fail(state, PlaceOf(finding.Property), finding, _way);
        }
    }

    /// <summary>The run may have come back to a state of its own.</summary>
    private void LookAtCircle(ReachedState state, ulong fingerprint)
    {
        if (!_looksForLivelocks || _hasLivelock) { return; }
        var at = _height - 1;
        while (at >= 0 && _levels[at].Fingerprint != fingerprint) { at--; }
        if (at < 0) { return; }
        var from = world.Depth - (_height - at);
        if (EndlessRun.Closed(world, from) is not { } reason) { return; }
        _hasLivelock = true;
        var finding = Livelock(world.Depth - 1, reason);
        _record.Fail(state, PlaceOf(NoLivelock.Instance), finding, _way);
    }

    private Finding Livelock(int step, string reason) =>
        new(NoLivelock.Instance, default, step, reason) { KnownAfter = world.Depth - 1 };

    private int PlaceOf(Property property) => SharedSearches.PlaceOf(setup, property);
}
