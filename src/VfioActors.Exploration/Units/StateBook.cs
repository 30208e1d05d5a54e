using VfioActors.Exploration.Strategies.Branches;
using VfioActors.Exploration.Strategies.Sharing;

namespace VfioActors.Exploration.Units;

/// <summary>
/// All states of a scenario: those that somebody went on from, each counted once, and those that are left. What is
/// counted of a state depends on the state alone, so that the sums do not depend on who went where, or twice.
/// </summary>
internal sealed class StateBook : UnitBook
{
    /// <summary>So many states are given to one at most: it gives back what it did not come to.</summary>
    private const int RootsMax = 64;

    private readonly SharedFingerprintSet _met = new();
    private readonly HashSet<ulong> _brokenStates = [];
    private readonly HashSet<ulong> _queued = [];
    private readonly Queue<(ulong State, Branch Way)> _open = new();
    private readonly Dictionary<long, List<(ulong State, Branch Way)>> _taken = [];
    private readonly WaitingStates _waiting;
    private readonly int _livelock;
    private WorkerTotals _totals;
    private long _count;
    private long _brokenCount;
    private long _repeated;

    /// <param name="root">The fingerprint of the state at the start.</param>
    /// <param name="livelock">The place of the property that no run goes round for ever.</param>
    internal StateBook(ulong root, int livelock)
    {
        (_waiting, _livelock) = (new(_met), livelock);
        Enqueue(root, Branch.Root);
    }

    /// <summary>Told of the states that were counted, as they are.</summary>
    internal Action<ulong> Counted { get; init; } = _ => { };

    /// <inheritdoc/>
    internal override bool IsEmpty
    {
        get
        {
            while (_open.TryPeek(out var next) && _met.Has(next.State)) { _open.Dequeue(); }
            return _open.Count == 0;
        }
    }

    /// <inheritdoc/>
    internal override bool IsOver => _totals.Cut >= CutRunsMax;

    /// <inheritdoc/>
    internal override WorkerTotals Totals =>
        _totals with { Left = Math.Max(0, _totals.Deliveries - (_count - 1) - _queued.Count) };

    /// <inheritdoc/>
    internal override long Done => _count;

    /// <inheritdoc/>
    internal override long? States => _count - _brokenCount + _brokenStates.Count(state => !_met.Has(state));

    /// <inheritdoc/>
    internal override long Untried => _queued.Count;

    /// <inheritdoc/>
    internal override long Repeated => _repeated;

    /// <inheritdoc/>
    internal override bool HasCircle => _waiting.Count > 0;

    /// <inheritdoc/>
    internal override WorkUnit Take(long number, long size)
    {
        List<(ulong State, Branch Way)> roots = [];
        var share = Math.Clamp(_open.Count / (2 * Math.Max(1, Workers)), 1, RootsMax);
        while (!IsEmpty && roots.Count < share) { roots.Add(_open.Dequeue()); }
        _taken[number] = roots;
        return new(number, 0, size, [.. roots.Select(root => root.Way)]);
    }

    /// <inheritdoc/>
    internal override void Accept(WorkUnit unit, UnitResult result)
    {
        var fresh = Count(result);
        Await(result, fresh);
        KeepFailures(result, fresh);
        for (var at = 0; at < result.Left.Count; at++) { Enqueue(result.Fingerprints[at], result.Left[at]); }
        TakeBack(unit);
    }

    /// <summary>The states that were given and that nobody went on from are to be given again.</summary>
    internal override void TakeBack(WorkUnit unit)
    {
        _taken.Remove(unit.Number, out var roots);
        foreach (var root in roots!.Where(root => !_met.Has(root.State))) { _open.Enqueue(root); }
    }

    /// <summary>Counts what nobody came with before.</summary>
    /// <returns>Which of the states that are.</returns>
    private bool[] Count(UnitResult result)
    {
        var fresh = new bool[result.Expanded.Count];
        for (var at = 0; at < fresh.Length; at++)
        {
            var state = result.Expanded[at];
            fresh[at] = _met.Add(state.Fingerprint, out _);
            if (fresh[at]) { Count(state); }
            else { _repeated++; }
        }

        return fresh;
    }

    private void Count(ExpandedState state)
    {
        _count++;
        _queued.Remove(state.Fingerprint);
        Counted(state.Fingerprint);
        var (ended, broken) = (Has(StateMarks.Ended), Has(StateMarks.BrokenEnd));
        _totals = _totals.And(new(ended, 0, broken, FirstBroken: 0, state.Steps, Has(StateMarks.Cut)));
        if ((state.Marks & StateMarks.BrokenBefore) == 0) { return; }
        _brokenCount++;
        _brokenStates.Add(state.State);

        int Has(StateMarks mark) => (state.Marks & mark) != 0 ? 1 : 0;
    }

    private void Await(UnitResult result, bool[] fresh)
    {
        var from = 0;
        for (var at = 0; at < fresh.Length; at++)
        {
            var awaits = result.Expanded[at].Awaits;
            if (fresh[at]) { _waiting.Add(result.Expanded[at].Fingerprint, result.Awaited, from, awaits); }
            from += awaits;
        }
    }

    private void KeepFailures(UnitResult result, bool[] fresh)
    {
        var times = new long[result.Failures.Count];
        foreach (var (state, failure) in result.Occurrences)
        {
            if (fresh[state]) { times[failure]++; }
        }

        for (var at = 0; at < times.Length; at++)
        {
            // Of runs that never end one is enough, whoever else met another.
            var isKnown = result.Failures[at].Property == _livelock && Failures.Has(_livelock);
            if (!isKnown) { Failures.Add(result.Failures[at], times[at]); }
        }
    }

    private void Enqueue(ulong state, Branch way)
    {
        if (!_met.Has(state) && _queued.Add(state)) { _open.Enqueue((state, way)); }
    }
}
