using VfioActors.Exploration.Strategies.Sharing;

namespace VfioActors.Exploration.Units.States;

/// <summary>
/// The states that are not finished: some step from each leads to another such one. What is left when all is searched
/// lies on a way round, or before one.
/// </summary>
/// <remarks>As <see cref="FinishingOrder"/>, when states come with all of their steps, in any order.</remarks>
/// <param name="met">The states that were met, of which the finished ones are marked.</param>
/// <param name="hand">What they are marked with.</param>
/// <param name="finished">Told of a state that had to wait, when it is finished.</param>
internal sealed class WaitingStates(SharedStates met, StatesHand hand, Action<ReachedState> finished)
{
    private readonly Dictionary<ReachedState, List<UnfinishedState>> _waiting = [];
    private readonly Stack<ReachedState> _finished = [];

    /// <summary>How many are not finished.</summary>
    internal long Count { get; private set; }

    /// <summary>A state with some of the states to which its steps lead; all others are finished.</summary>
    /// <param name="reached">The state, which was met.</param>
    /// <param name="awaited">States to which steps lead, also of others.</param>
    /// <param name="first">The first of its own.</param>
    /// <param name="count">How many are its own.</param>
    /// <returns>Whether it is finished.</returns>
    internal bool Add(ReachedState reached, IReadOnlyList<ReachedState> awaited, int first, int count)
    {
        UnfinishedState? state = null;
        for (var at = first; at < first + count; at++)
        {
            if (IsFinished(awaited[at])) { continue; }
            if (state is null) { state = new(reached) { Waits = 0 }; }
            state.Waits++;
            if (!_waiting.TryGetValue(awaited[at], out var all)) { _waiting[awaited[at]] = all = []; }
            all.Add(state);
        }

        if (state is not null) { Count++; }
        else { Finish(reached); }
        return state is null;
    }

    private bool IsFinished(ReachedState reached) =>
        met.MarksOf(reached) is { } marks && (marks & FingerprintMarks.Finished) != 0;

    private void Finish(ReachedState reached)
    {
        hand.Mark(reached, FingerprintMarks.Finished);
        if (_waiting.Count == 0) { return; }
        _finished.Push(reached);
        while (_finished.TryPop(out var one))
        {
            if (!_waiting.Remove(one, out var all)) { continue; }
            foreach (var state in all)
            {
                if (--state.Waits > 0) { continue; }
                Count--;
                hand.Mark(state.Reached, FingerprintMarks.Finished);
                finished(state.Reached);
                _finished.Push(state.Reached);
            }
        }
    }
}
