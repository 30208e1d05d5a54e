using VfioActors.Exploration.Checkpoints;

namespace VfioActors.Exploration.Strategies.Sharing;

/// <summary>
/// Finds out whether runs can go round when no thread sees all of a way: a state is finished when every step from it
/// leads to one that is, and what never is lies on a way round, or before one.
/// </summary>
/// <remarks>
/// One thread that searches depth first finishes a state when it leaves it. Here a step may lead to a state that
/// another thread is still at; then the earlier state waits for it. What waits is finished in the order of Kahn,
/// "Topological Sorting of Large Networks", CACM 5(11), 1962. Of most states nothing is kept but a mark.
/// </remarks>
internal sealed class FinishingOrder
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ReachedState, List<UnfinishedState>> _waiting = [];
    private readonly Stack<ReachedState> _finished = [];
    private long _unfinished;

    /// <summary>Whether something waits for ever, once nothing is left to search.</summary>
    internal bool HasCircle
    {
        get
        {
            lock (_gate) { return _unfinished > 0; }
        }
    }

    /// <summary>Forgets all.</summary>
    internal void Clear()
    {
        lock (_gate)
        {
            _waiting.Clear();
            _unfinished = 0;
        }
    }

    /// <summary>Another thread goes on from a state too.</summary>
    /// <param name="state">What is known of its waiting; null when it did not wait for anything.</param>
    /// <param name="reached">Which state.</param>
    internal UnfinishedState Share(UnfinishedState? state, ReachedState reached)
    {
        lock (_gate)
        {
            var shared = state ?? Open(reached);
            shared.Waits++;
            return shared;
        }
    }

    /// <summary>A state waits for another, if that one is not finished.</summary>
    /// <param name="hand">That of the thread in the states that were met.</param>
    /// <param name="state">What is known of its waiting; null when it did not wait for anything.</param>
    /// <param name="reached">Which state.</param>
    /// <param name="next">The other one.</param>
    /// <returns>What is known of its waiting.</returns>
    internal UnfinishedState? Await(
        StatesHand hand, UnfinishedState? state, ReachedState reached, ReachedState next)
    {
        lock (_gate)
        {
            if (IsFinished(hand, next)) { return state; }
            var waits = state ?? Open(reached);
            waits.Waits++;
            if (!_waiting.TryGetValue(next, out var all)) { _waiting[next] = all = []; }
            all.Add(waits);
            return waits;
        }
    }

    /// <summary>A thread has gone every step that it had to go from a state.</summary>
    /// <param name="hand">That of the thread in the states that were met.</param>
    /// <param name="state">What is known of its waiting; null when it never waited for anything.</param>
    /// <param name="reached">Which state.</param>
    internal void Leave(StatesHand hand, UnfinishedState? state, ReachedState reached)
    {
        if (state is null)
        {
            if (!Finish(hand, reached)) { return; }
            lock (_gate) { Release(hand, reached); }
            return;
        }

        lock (_gate) { Count(hand, state); }
    }

    /// <summary>Writes what waits for what, when only open branches are still gone on from.</summary>
    /// <param name="open">The states at which they begin.</param>
    internal void Keep(CheckpointWriter writer, IReadOnlyList<UnfinishedState?> open)
    {
        Dictionary<UnfinishedState, int> numbers = new(ReferenceEqualityComparer.Instance);
        foreach (var state in open.OfType<UnfinishedState>().Concat(_waiting.Values.SelectMany(list => list)))
        {
            numbers.TryAdd(state, numbers.Count);
        }

        writer.Write((long)numbers.Count);
        foreach (var (state, _) in numbers.OrderBy(one => one.Value))
        {
            Write(writer, state.Reached);
            writer.Write(state.Waits);
        }

        writer.Write((long)_waiting.Count);
        foreach (var (reached, waiting) in _waiting)
        {
            Write(writer, reached);
            writer.Write([.. waiting.Select(state => numbers[state])]);
        }

        writer.Write([.. open.Select(state => state is null ? -1 : numbers[state])]);
    }

    /// <summary>Reads it; nothing waits yet.</summary>
    /// <returns>The states at which the open branches begin.</returns>
    internal IReadOnlyList<UnfinishedState?> Recall(CheckpointReader reader)
    {
        List<UnfinishedState> all = [];
        for (var left = reader.ReadCount((2 * sizeof(ulong)) + sizeof(int)); left > 0; left--)
        {
            all.Add(new(Read(reader)) { Waits = reader.ReadInt(1, int.MaxValue) });
        }

        _unfinished = all.Count;
        for (var left = reader.ReadCount(2 * sizeof(ulong)); left > 0; left--)
        {
            var reached = Read(reader);
            _waiting[reached] = [.. reader.ReadInts(0, all.Count - 1).Select(number => all[number])];
        }

        return [.. reader.ReadInts(-1, all.Count - 1).Select(number => number < 0 ? null : all[number])];
    }

    private static void Write(CheckpointWriter writer, ReachedState reached)
    {
        writer.Write(reached.State);
        writer.Write(reached.Past);
    }

    private static ReachedState Read(CheckpointReader reader) => new(reader.ReadWord(), reader.ReadWord());

    /// <summary>A state is finished.</summary>
    /// <returns>Whether others wait for it.</returns>
    private static bool Finish(StatesHand hand, ReachedState reached) =>
        (hand.Mark(reached, FingerprintMarks.Finished) & FingerprintMarks.Awaited) != 0;

    /// <summary>Whether a state is finished; if not, it is marked as one that others wait for.</summary>
    private static bool IsFinished(StatesHand hand, ReachedState reached) =>
        (hand.Mark(reached, FingerprintMarks.Awaited) & FingerprintMarks.Finished) != 0;

    private UnfinishedState Open(ReachedState reached)
    {
        _unfinished++;
        return new(reached);
    }

    private void Count(StatesHand hand, UnfinishedState state)
    {
        if (--state.Waits > 0) { return; }
        _unfinished--;
        if (Finish(hand, state.Reached)) { Release(hand, state.Reached); }
    }

    /// <summary>A state is finished: so may be those that waited for it, and those that waited for them.</summary>
    private void Release(StatesHand hand, ReachedState reached)
    {
        _finished.Push(reached);
        while (_finished.TryPop(out var finished))
        {
            if (!_waiting.Remove(finished, out var all)) { continue; }
            foreach (var state in all)
            {
                if (--state.Waits > 0) { continue; }
                _unfinished--;
                if (Finish(hand, state.Reached)) { _finished.Push(state.Reached); }
            }
        }
    }
}
