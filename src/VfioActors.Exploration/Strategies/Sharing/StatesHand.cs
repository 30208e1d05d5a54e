using VfioActors.Exploration.Fingerprints;

namespace VfioActors.Exploration.Strategies.Sharing;

/// <summary>What one thread meets and marks states with: no other may use it.</summary>
/// <param name="states">The states, in which others have hands too.</param>
/// <param name="met">Its hand in the states, whatever was broken before them.</param>
/// <param name="others">Its hand in those that stand elsewhere.</param>
internal sealed class StatesHand(SharedStates states, SharedFingerprintHand met, SharedFingerprintHand others)
    : IPrefetches
{
    /// <inheritdoc/>
    public void Prefetch(ulong fingerprint) => met.Prefetch(fingerprint);

    /// <summary>Meets a state.</summary>
    /// <param name="isFinished">Whether it was met before, and all that can follow it.</param>
    /// <returns>Whether the search is to go on from it, here and nowhere else.</returns>
    internal bool Add(ReachedState reached, out bool isFinished)
    {
        var past = states.MarkOf(reached.Past);
        var isNew = met.Add(reached.State, past << SharedStates.PastShift, out var found);
        if (past == SharedStates.Elsewhere || found >> SharedStates.PastShift != past)
        {
            return others.Add(SharedStates.KeyOf(reached), out isFinished);
        }

        isFinished = !isNew && ((FingerprintMarks)found & FingerprintMarks.Finished) != 0;
        return isNew;
    }

    /// <summary>Marks a state that was met.</summary>
    /// <returns>The marks that it had before.</returns>
    internal FingerprintMarks Mark(ReachedState reached, FingerprintMarks marks)
    {
        var past = states.MarkOf(reached.Past);
        var found = past == SharedStates.Elsewhere
            ? -1
            : met.TryMark(reached.State, past << SharedStates.PastShift, SharedStates.FlagsMask, (int)marks);
        if (found < 0) { found = others.Mark(SharedStates.KeyOf(reached), (int)marks); }
        return (FingerprintMarks)(found & SharedStates.FlagsMask);
    }

    /// <summary>Counts a state from which a search goes on every time.</summary>
    internal void Note(ulong state) => met.Add(state, out _);
}
