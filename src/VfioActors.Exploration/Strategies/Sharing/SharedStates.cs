using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Checkpoints;

namespace VfioActors.Exploration.Strategies.Sharing;

/// <summary>
/// The states that several threads went on from, each once for each way in which something was broken before it, and
/// which of them are finished.
/// </summary>
/// <remarks>
/// As in <see cref="Merging.MetStates"/> most states are met with one such way only, which is a mark of the state
/// beside those of its finishing; others stand elsewhere. So there are as many states as marks, whatever was broken.
/// </remarks>
internal sealed class SharedStates
{
    /// <summary>Below it in a mark stand <see cref="FingerprintMarks"/>, above it what was broken.</summary>
    internal const int PastShift = 2;

    internal const int FlagsMask = (1 << PastShift) - 1;

    /// <summary>The mark of a state that has no way of its own: all its ways stand elsewhere.</summary>
    internal const int Elsewhere = 7;

    private readonly SharedFingerprintSet _met = new();

    /// <summary>States met again with something else broken before them, each with that.</summary>
    private readonly SharedFingerprintSet _others = new();

    private readonly Lock _gate = new();

    /// <summary>What was broken: the mark of each is its place. Replaced as a whole when there is one more.</summary>
    private volatile ulong[] _pasts = [0];

    /// <summary>How many states there are, whatever was broken before them.</summary>
    internal long Count => _met.Count;

    /// <summary>Which of them are finished.</summary>
    internal FinishingOrder Order { get; } = new();

    /// <summary>One more thread takes part.</summary>
    internal StatesHand Join() => new(this, _met.Join(), _others.Join());

    /// <summary>Forgets all. Nobody else may be at it.</summary>
    internal void Clear()
    {
        _met.Clear();
        _others.Clear();
        Order.Clear();
    }

    /// <summary>What is known of a state; null when it was not met.</summary>
    internal FingerprintMarks? MarksOf(ReachedState reached)
    {
        var past = MarkOf(reached.Past);
        var found = past == Elsewhere ? -1 : _met.MarkOf(reached.State);
        if (found < 0 || found >> PastShift != past) { found = _others.MarkOf(KeyOf(reached)); }
        return found < 0 ? null : (FingerprintMarks)(found & FlagsMask);
    }

    /// <summary>Whether a state was met.</summary>
    internal bool Has(ReachedState reached) => MarksOf(reached) is not null;

    /// <summary>What stands where a state is looked for first: several are fetched at once.</summary>
    internal ulong Fetch(ReachedState reached) =>
        _met.Fetch(reached.State) | (reached.Past == 0 ? 0 : _others.Fetch(KeyOf(reached)));

    /// <summary>Writes all. Nobody may be at it.</summary>
    /// <param name="open">The states at which branches begin that nobody has taken.</param>
    internal void Keep(CheckpointWriter writer, IReadOnlyList<UnfinishedState?> open)
    {
        writer.Write(_pasts);
        _met.Keep(writer);
        _others.Keep(writer);
        Order.Keep(writer, open);
    }

    /// <summary>Reads all; nothing was met yet.</summary>
    /// <returns>The states at which branches begin that nobody has taken.</returns>
    internal IReadOnlyList<UnfinishedState?> Recall(CheckpointReader reader)
    {
        _pasts = [.. reader.ReadWords()];
        _met.Recall(reader);
        _others.Recall(reader);
        return Order.Recall(reader);
    }

    /// <summary>What stands for a state among those that are kept elsewhere.</summary>
    internal static ulong KeyOf(ReachedState reached) => Fingerprint.Mix(reached.State, reached.Past);

    /// <summary>The number of what was broken; <see cref="Elsewhere"/> when it has none.</summary>
    internal int MarkOf(ulong past)
    {
        if (past == 0) { return 0; }
        var mark = _pasts.IndexOf(past);
        return mark >= 0 ? mark : MarkOfNew(past);
    }

    private int MarkOfNew(ulong past)
    {
        lock (_gate)
        {
            var mark = _pasts.IndexOf(past);
            if (mark >= 0) { return mark; }
            if (_pasts.Length == Elsewhere) { return Elsewhere; }
            _pasts = [.. _pasts, past];
            return _pasts.Length - 1;
        }
    }
}
