using System.Runtime.InteropServices;
using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Ahead;
using VfioActors.Exploration.Strategies.Branches;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Units.States;
using VfioActors.Exploration.Units.Work;
using VfioActors.Exploration.Worlds;

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
    : StateWalk(setup, world, checker)
{
    /// <summary>The mark of a state that all that can follow it was met.</summary>
    private const int Finished = (int)FingerprintMarks.Finished;

    /// <summary>The mark of a state that was on the way, and is not any more.</summary>
    private const int Passed = 2;

    private readonly World _world = world;
    private readonly PropertyChecker _checker = checker;
    private readonly FingerprintSet _met = new();
    private readonly Queue<Branch> _roots = [];
    private readonly StateRecord _record = new();

    /// <summary>For all levels one after the other: the states that each waits for.</summary>
    private readonly List<ReachedState> _awaited = [];
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
            if (Height > 0) { begun += GoOn() ? 1 : 0; }
            else if (_roots.TryDequeue(out var root)) { begun += Begin(root) ? 1 : 0; }
            else { break; }
        }

        if (unit.LeavesAll) { LeaveAll(); }
        return _record.Result(unit.Number) with { HasMore = Height + _roots.Count > 0 };
    }

    /// <inheritdoc/>
    protected override Leads MakeLeads() => new(new(_world, _checker.Ahead), _met);

    /// <inheritdoc/>
    protected override void Fail(in SearchLevel level, int place, Finding finding) =>
        _record.Fail(level.Reached, place, finding, Way);

    /// <summary>Goes on from a state that was given.</summary>
    /// <returns>False when it was met before.</returns>
    private bool Begin(Branch root)
    {
        GoTo(root.Way);
        var here = _world.HereAhead;
        ReachedState reached = new(here.Fingerprint, _world.Past);
        var fingerprint = Of(reached);
        if (!_met.Add(fingerprint)) { return false; }
        Open(reached, fingerprint, here, turn);
        return true;
    }

    /// <summary>What is left is for others: who gave the roots knows which of them were not begun.</summary>
    private void LeaveAll()
    {
        _roots.Clear();
        _isLeaving = true;
        while (Height > 0) { GoOn(); }
        _isLeaving = false;
    }

    /// <summary>Takes the next step from the state at hand, or leaves it when there is none.</summary>
    /// <returns>Whether it came to a state to go on from.</returns>
    private bool GoOn()
    {
        ref var level = ref Top;
        if (level.Next == level.Width)
        {
            Leave(ref level);
            return false;
        }

        var step = level.NextStep();
        var place = level.First + step;
        if (level.LooksAhead && !_isLeaving && Leads![place] is not 0 and var state)
        {
            ReachedState reached = new(state, level.Reached.Past);
            if (IsMet(ref level, reached, out var isNew)) { return false; }
            GoBack();
            TakeExpected(step);
            if (!isNew) { return Arrive(ref level); }
            Open(reached, Of(reached), Leads.Here(place), turn);
            return true;
        }

        GoBack();
        Take(step);
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

    private static ulong Of(ReachedState reached) => unchecked(reached.State + reached.Past);

    /// <summary>The run has come from the state at hand to one of its neighbours.</summary>
    private bool Arrive(ref SearchLevel level)
    {
        var here = _world.HereAhead;
        ReachedState reached = new(here.Fingerprint, _world.Past);
        var fingerprint = Of(reached);
        var mark = 0;
        var isNew = _isLeaving ? (mark = _met.MarkOf(fingerprint)) < 0 : _met.Add(fingerprint, mark: 0, out mark);
        if (isNew && !_isLeaving)
        {
            Open(reached, fingerprint, here, turn);
            return true;
        }

        if (!isNew && (mark & Finished) != 0) { return false; }
        level.Awaits++;
        _awaited.Add(reached);
        if (isNew) { _record.Leave(new(Way[.._world.Depth], 0, 0), reached); }
        else if ((mark & Passed) == 0) { LookAtCircle(ref level, fingerprint); }
        return false;
    }

    private void Leave(ref SearchLevel level)
    {
        var first = _awaited.Count - level.Awaits;
        if (level.Awaits > 0) { DropFinished(first); }
        var awaits = _awaited.Count - first;
        _record.Expand(
            new(level.Reached, level.Width, level.Marks, awaits), CollectionsMarshal.AsSpan(_awaited)[first..]);
        _awaited.RemoveRange(first, awaits);
        _met.Mark(level.Fingerprint, awaits == 0 ? Finished | Passed : Passed);
        var left = level.Reached;
        Close();
        if (awaits == 0 || Height == 0) { return; }
        Top.Awaits++;
        _awaited.Add(left);
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

    /// <summary>The run may have come back to a state of its own.</summary>
    private void LookAtCircle(ref SearchLevel level, ulong fingerprint)
    {
        if (LooksForLivelocks && !_hasLivelock) { _hasLivelock = Closes(in level, fingerprint); }
    }
}
