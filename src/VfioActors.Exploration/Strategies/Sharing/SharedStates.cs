using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies.Sharing;

/// <summary>
/// The states that several threads went on from, each once for each way in which something was broken before it.
/// </summary>
internal sealed class SharedStates
{
    private readonly SharedFingerprintSet _met = new();

    internal SharedStates() => Order = new(_met);

    /// <summary>The states that were met after something was broken.</summary>
    private readonly SharedFingerprintSet _broken = new();

    /// <summary>How many of those that were met have something broken before them.</summary>
    private long _metBroken;

    /// <summary>How many states there are, whatever was broken before them.</summary>
    internal long Count
    {
        get
        {
            var others = _broken.Count == 0 ? 0 : _broken.All().Count(state => !_met.Has(state));
            return _met.Count - Interlocked.Read(ref _metBroken) + others;
        }
    }

    /// <summary>Which of them are finished.</summary>
    internal FinishingOrder Order { get; }

    /// <summary>Forgets all. Nobody else may be at it.</summary>
    internal void Clear()
    {
        _met.Clear();
        _broken.Clear();
        Order.Clear();
        _metBroken = 0;
    }

    /// <summary>Meets a state.</summary>
    /// <param name="run">The run that is in it.</param>
    /// <param name="fingerprint">What tells it from others, with what was broken before.</param>
    /// <param name="isFinished">Whether it was met before, and all that can follow it.</param>
    /// <returns>Whether the search is to go on from it, here and nowhere else.</returns>
    internal bool Add(RunView run, ulong fingerprint, out bool isFinished)
    {
        if (!_met.Add(fingerprint, out isFinished)) { return false; }
        if (run.IsBroken) { AddBroken(run); }
        return true;
    }

    /// <summary>Counts a state from which a search goes on every time.</summary>
    internal void Note(RunView run) => _met.Add(run.StateFingerprint, out _);

    /// <summary>Writes all. Nobody may be at it.</summary>
    /// <param name="open">The states at which branches begin that nobody has taken.</param>
    internal void Keep(CheckpointWriter writer, IReadOnlyList<UnfinishedState?> open)
    {
        writer.Write(_metBroken);
        _met.Keep(writer);
        _broken.Keep(writer);
        Order.Keep(writer, open);
    }

    /// <summary>Reads all; nothing was met yet.</summary>
    /// <returns>The states at which branches begin that nobody has taken.</returns>
    internal IReadOnlyList<UnfinishedState?> Recall(CheckpointReader reader)
    {
        _metBroken = reader.ReadLong();
        _met.Recall(reader);
        _broken.Recall(reader);
        return Order.Recall(reader);
    }

    private void AddBroken(RunView run)
    {
        Interlocked.Increment(ref _metBroken);
        _broken.Add(run.StateFingerprint, out _);
    }
}
