using System.Runtime.CompilerServices;
using VfioActors.Exploration.Strategies.Branches;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Units.States;
using VfioActors.Exploration.Units.Work;

namespace VfioActors.Exploration.Units;

/// <summary>
/// All states of a scenario: those that somebody went on from, each counted once, and those that are left. What is
/// counted of a state depends on the state alone, so that the sums do not depend on who went where, or twice.
/// </summary>
internal sealed class StateBook : UnitBook
{
    /// <summary>So many states are given to one at most: it gives back what it did not come to.</summary>
    private const int RootsMax = 64;

    /// <summary>So many states are looked for in memory at once.</summary>
    private const int Block = 16;

    private readonly SharedStates _met = new();
    private readonly StatesHand _hand;
    private readonly HashSet<ReachedState> _queued = [];
    private readonly Queue<(ReachedState State, Branch Way)> _open = new();
    private readonly Dictionary<long, List<(ReachedState State, Branch Way)>> _taken = [];
    private readonly WaitingStates _waiting;
    private readonly int _livelock;
    private WorkerTotals _totals;
    private long _count;
    private long _repeated;

    /// <param name="root">The fingerprint of the state at the start.</param>
    /// <param name="livelock">The place of the property that no run goes round for ever.</param>
    internal StateBook(ulong root, int livelock)
    {
        _hand = _met.Join();
        _waiting = new(_met, _hand, reached => Finished(FingerprintOf(reached)));
        _livelock = livelock;
        Enqueue(new(root, Past: 0), Branch.Root);
    }

    /// <summary>Told of the states that were counted, as they are, and whether they are finished.</summary>
    internal Action<ulong, bool> Counted { get; init; } = (_, _) => { };

    /// <summary>Told of the states that were counted and are finished since.</summary>
    internal Action<ulong> Finished { get; init; } = _ => { };

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
    internal override long? States => _met.Count;

    /// <inheritdoc/>
    internal override long Untried => _queued.Count;

    /// <inheritdoc/>
    internal override long Repeated => _repeated;

    /// <inheritdoc/>
    internal override bool HasCircle => _waiting.Count > 0;

    /// <inheritdoc/>
    internal override WorkUnit? Take(UnitRequest request)
    {
        if (request.GoesOn) { return new(request.Number, 0, request.Size, []) { LeavesAll = request.IsToLeave }; }
        if (IsEmpty) { return null; }
        List<(ReachedState State, Branch Way)> roots = [];
        var share = Math.Clamp(_open.Count / (2 * Math.Max(1, Workers)), 1, RootsMax);
        while (!IsEmpty && roots.Count < share) { roots.Add(_open.Dequeue()); }
        _taken[request.Number] = roots;
        return new(request.Number, 0, request.Size, [.. roots.Select(root => root.Way)]);
    }

    /// <inheritdoc/>
    internal override void Accept(WorkUnit unit, UnitResult result)
    {
        var fresh = Count(result);
        if (result.Failures.Count > 0) { KeepFailures(result, fresh); }
        for (var at = 0; at < result.Left.Count; at++) { Enqueue(result.LeftStates[at], result.Left[at]); }
    }

    /// <summary>The states that were given and that nobody went on from are to be given again.</summary>
    internal override void TakeBack(WorkUnit unit)
    {
        if (!_taken.Remove(unit.Number, out var roots)) { return; }
        foreach (var root in roots.Where(root => !_met.Has(root.State))) { _open.Enqueue(root); }
    }

    /// <inheritdoc/>
    internal override void End(WorkUnit unit) => TakeBack(unit);

    private static ulong FingerprintOf(ReachedState reached) => unchecked(reached.State + reached.Past);

    /// <summary>Counts what nobody came with before.</summary>
    /// <returns>Which of the states that are.</returns>
    private bool[] Count(UnitResult result)
    {
        var fresh = new bool[result.Expanded.Count];
        var awaited = 0;
        for (var at = 0; at < fresh.Length; at++)
        {
            if (at % Block == 0) { _ = Fetch(result.Expanded, at); }
            var state = result.Expanded[at];
            fresh[at] = _hand.Add(state.Reached, out _);
            if (fresh[at]) { Count(state, _waiting.Add(state.Reached, result.Awaited, awaited, state.Awaits)); }
            else { _repeated++; }
            awaited += state.Awaits;
        }

        return fresh;
    }

    /// <summary>
    /// Looks at where some states will be looked for: the processor fetches several places in memory at once when none
    /// depends on what stands in another.
    /// </summary>
    /// <remarks>Not inlined: nobody needs what it returns, and then nothing would be looked at.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong Fetch(IReadOnlyList<ExpandedState> states, int from)
    {
        var words = 0UL;
        for (var at = from; at < Math.Min(from + Block, states.Count); at++)
        {
            words |= _met.Fetch(states[at].Reached);
        }

        return words;
    }

    private void Count(in ExpandedState state, bool isFinished)
    {
        _count++;
        if (_queued.Count > 0) { _queued.Remove(state.Reached); }
        Counted(FingerprintOf(state.Reached), isFinished);
        var (ended, broken) = (Has(state.Marks, StateMarks.Ended), Has(state.Marks, StateMarks.BrokenEnd));
        _totals = _totals.And(
            new(ended, 0, broken, FirstBroken: 0, state.Steps, Has(state.Marks, StateMarks.Cut)));
    }

    private static int Has(StateMarks marks, StateMarks mark) => (marks & mark) != 0 ? 1 : 0;

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

    private void Enqueue(ReachedState state, Branch way)
    {
        if (!_met.Has(state) && _queued.Add(state)) { _open.Enqueue((state, way)); }
    }
}
