using VfioActors.Exploration.Strategies.Sharing;

namespace VfioActors.Exploration.Units;

/// <summary>
/// The states that are not finished: some step from each leads to another such one. What is left when all is searched
/// lies on a way round, or before one.
/// </summary>
/// <remarks>As <see cref="FinishingOrder"/>, when states come with all of their steps, in any order.</remarks>
/// <param name="met">The states that were met, of which the finished ones are marked.</param>
internal sealed class WaitingStates(SharedFingerprintSet met)
{
    private readonly Dictionary<ulong, List<UnfinishedState>> _waiting = [];
    private readonly Stack<ulong> _finished = [];

    /// <summary>How many are not finished.</summary>
    internal long Count { get; private set; }

    /// <summary>A state with some of the states to which its steps lead; all others are finished.</summary>
    /// <param name="fingerprint">The state, which was met.</param>
    /// <param name="awaited">States to which steps lead, also of others.</param>
    /// <param name="first">The first of its own.</param>
    /// <param name="count">How many are its own.</param>
    internal void Add(ulong fingerprint, IReadOnlyList<ulong> awaited, int first, int count)
    {
        UnfinishedState? state = null;
        for (var at = first; at < first + count; at++)
        {
            if (IsFinished(awaited[at])) { continue; }
            if (state is null) { state = new(new(fingerprint, Past: 0)) { Waits = 0 }; }
            state.Waits++;
            if (!_waiting.TryGetValue(awaited[at], out var all)) { _waiting[awaited[at]] = all = []; }
            all.Add(state);
        }

        if (state is not null) { Count++; }
        else { Finish(fingerprint); }
    }

    private bool IsFinished(ulong fingerprint) =>
        met.Has(fingerprint) && (met.Mark(fingerprint, FingerprintMarks.None) & FingerprintMarks.Finished) != 0;

    private void Finish(ulong fingerprint)
    {
        _finished.Push(fingerprint);
        while (_finished.TryPop(out var finished))
        {
            met.Mark(finished, FingerprintMarks.Finished);
            if (!_waiting.Remove(finished, out var all)) { continue; }
            foreach (var state in all)
            {
                if (--state.Waits > 0) { continue; }
                Count--;
                _finished.Push(state.Reached.State);
            }
        }
    }
}
