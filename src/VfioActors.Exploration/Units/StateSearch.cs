using VfioActors.Exploration.Livelocks;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Units;

/// <summary>
/// Goes on from states depth first, each once, up to a number of them: what one unit of a search that merges states
/// does. What it says of a state depends on the state alone, so that it can be counted once, whoever else went there.
/// </summary>
/// <param name="setup">The scenario.</param>
/// <param name="world">Its world.</param>
/// <param name="checker">Its properties.</param>
/// <param name="turn">
/// With which of the steps it begins: who begins otherwise meets other states first, so that fewer are met twice.
/// </param>
internal sealed class StateSearch(Setup setup, World world, PropertyChecker checker, int turn)
{
    private readonly SharedFingerprintSet _met = new();
    private readonly bool _looksForLivelocks = setup.Properties.Contains(NoLivelock.Instance);
    private readonly List<SearchLevel> _levels = [];
    private readonly List<int> _way = [];
    private StateRecord _record = new();
    private CancellationToken _end;
    private bool _hasLivelock;
    private long _most;
    private long _begun;

    /// <summary>Others went on from these states: it does not.</summary>
    internal void Know(ReadOnlySpan<ulong> states)
    {
        foreach (var state in states) { _met.Add(state, out _); }
    }

    /// <summary>Does a unit.</summary>
    /// <exception cref="PropertyException">A claim threw.</exception>
    internal UnitResult Search(WorkUnit unit, CancellationToken end)
    {
        (_record, _end, _most, _begun) = (new(), end, unit.Size, 0);
        foreach (var root in unit.Branches)
        {
            GoTo(root.Way);
            var fingerprint = world.FutureFingerprint;
            if (IsFull)
            {
                if (!_met.Has(fingerprint)) { _record.Leave(root, fingerprint); }
                continue;
            }

            if (!_met.Add(fingerprint, out _)) { continue; }
            Enter(fingerprint);
            while (_levels.Count > 0) { GoOn(root.Way.Length); }
        }

        return _record.Result(unit.Number);
    }

    private bool IsFull => _begun >= _most || _end.IsCancellationRequested;

    private SearchLevel Top => _levels[^1];

    /// <summary>Takes the world to a state by the steps to it, from where the ways part.</summary>
    private void GoTo(int[] way)
    {
        var common = 0;
        while (common < Math.Min(way.Length, _way.Count) && way[common] == _way[common]) { common++; }
        BackTo(common);
        foreach (var step in way.AsSpan(common)) { Take(step); }
    }

    private void BackTo(int depth)
    {
        world.BackTo(depth);
        checker.BackTo(depth);
        world.Past = checker.FoundFingerprint;
        _way.RemoveRange(depth, _way.Count - depth);
    }

    private void Take(int step)
    {
        var choice = world.Enabled[step];
        checker.Before(world, choice);
        world.Take(choice);
        checker.After(world);
        world.Past = checker.FoundFingerprint;
        _way.Add(step);
    }

    /// <summary>Takes the next step from the state at hand, or leaves it when there is none.</summary>
    private void GoOn(int rootDepth)
    {
        var level = Top;
        var depth = rootDepth + _levels.Count - 1;
        if (level.Next == level.Width)
        {
            Leave(level);
            return;
        }

        BackTo(depth);
        var found = checker.Found.Count;
        Take((level.Next++ + turn) % level.Width);
        Keep(level.Fingerprint, found);
        Arrive(level);
    }

    /// <summary>The run has come from the state at hand to one of its neighbours.</summary>
    private void Arrive(SearchLevel level)
    {
        var fingerprint = world.FutureFingerprint;
        if (IsFull ? _met.Has(fingerprint) : !_met.Add(fingerprint, out _))
        {
            if (IsFinished(fingerprint)) { return; }
            level.Awaits.Add(fingerprint);
            LookAtCircle(level, fingerprint);
            return;
        }

        if (!IsFull)
        {
            Enter(fingerprint);
            return;
        }

        level.Awaits.Add(fingerprint);
        _record.Leave(new([.. _way], 0, 0), fingerprint);
    }

    private bool IsFinished(ulong fingerprint) =>
        (_met.Mark(fingerprint, FingerprintMarks.None) & FingerprintMarks.Finished) != 0;

    /// <summary>Comes to a state that was not met before, and goes on from it.</summary>
    private void Enter(ulong fingerprint)
    {
        _begun++;
        var state = world.Past == 0 ? fingerprint : world.StateFingerprint;
        SearchLevel level = new(fingerprint, state)
        {
            Width = world.Enabled.Length,
            Marks = world.Past == 0 ? StateMarks.None : StateMarks.BrokenBefore,
        };
        _levels.Add(level);
        if (level.Width == 0) { Rest(level); }
        else if (world.Depth >= RunLimit.StepsMax) { Cut(level); }
    }

    private void Rest(SearchLevel level)
    {
        var found = checker.Found.Count;
        if (world.Crash is null)
        {
            checker.Rest(world);
            setup.Scenario.Rested(world);
        }

        Keep(level.Fingerprint, found);
        End(level, StateMarks.Ended);
    }

    /// <summary>A run that does not come to rest is cut at its greatest length.</summary>
    private void Cut(SearchLevel level)
    {
        var found = checker.Found.Count;
        if (_looksForLivelocks && EndlessRun.Cut(world, tellsStatesApart: true) is var (steps, reason))
        {
            checker.Note(Livelock(steps - 1, reason));
        }

        Keep(level.Fingerprint, found);
        level.Width = 0;
        End(level, StateMarks.Ended | StateMarks.Cut);
    }

    private void End(SearchLevel level, StateMarks marks) =>
        level.Marks |= marks | (checker.Found.Count > 0 ? StateMarks.BrokenEnd : StateMarks.None);

    private void Leave(SearchLevel level)
    {
        _levels.RemoveAt(_levels.Count - 1);
        _record.Expand(
            new(level.Fingerprint, level.State, level.Width, level.Marks, level.Awaits.Count), level.Awaits);
        if (level.Awaits.Count == 0) { _met.Mark(level.Fingerprint, FingerprintMarks.Finished); }
        else if (_levels.Count > 0) { Top.Awaits.Add(level.Fingerprint); }
    }

    /// <summary>Notes what was found since, at a state.</summary>
    private void Keep(ulong state, int since)
    {
        for (var at = since; at < checker.Found.Count; at++)
        {
            var finding = checker.Found[at];
            _record.Fail(state, PlaceOf(finding.Property), finding, _way.ToArray());
        }
    }

    /// <summary>The run may have come back to a state of its own.</summary>
    private void LookAtCircle(SearchLevel level, ulong fingerprint)
    {
        if (!_looksForLivelocks || _hasLivelock) { return; }
        var at = _levels.FindLastIndex(earlier => earlier.Fingerprint == fingerprint);
        if (at < 0) { return; }
        var from = world.Depth - (_levels.Count - at);
        if (EndlessRun.Closed(world, from) is not { } reason) { return; }
        _hasLivelock = true;
        var finding = Livelock(world.Depth - 1, reason);
        _record.Fail(level.Fingerprint, PlaceOf(NoLivelock.Instance), finding, _way.ToArray());
    }

    private Finding Livelock(int step, string reason) =>
        new(NoLivelock.Instance, default, step, reason) { KnownAfter = world.Depth - 1 };

    private int PlaceOf(Property property) => SharedSearches.PlaceOf(setup, property);
}
