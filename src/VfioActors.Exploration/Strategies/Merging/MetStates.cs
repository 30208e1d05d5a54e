using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Places;

namespace VfioActors.Exploration.Strategies.Merging;

/// <summary>
/// The states that a search went on from, each once for each way in which something was broken before it.
/// </summary>
/// <remarks>
/// Most states are met with one such way only. So it is a mark of the state, which is one look into memory, and others
/// stand elsewhere.
/// </remarks>
internal sealed class MetStates : IPrefetches
{
    /// <summary>Added to the mark when the search goes on from the state later than it meets it.</summary>
    private const int Begun = (FingerprintTable.MarkMax + 1) / 2;

    /// <summary>The mark of a state that has none of its own: all its ways stand elsewhere.</summary>
    private const int Elsewhere = Begun - 1;

    private readonly FingerprintSet _met = new();

    /// <summary>States met again with something else broken before them, each with that.</summary>
    private readonly FingerprintSet _others = new();

    /// <summary>What was broken: the mark of each is its place.</summary>
    private readonly List<ulong> _pasts = [0];

    /// <summary>What was broken before the state that was met last: mostly it is so again.</summary>
    private (ulong Past, int Mark) _last;

    /// <summary>Whether the state that was added last was not there, whatever had been broken.</summary>
    internal bool WasUnknown { get; private set; }

    /// <summary>Whether nothing was met yet.</summary>
    internal bool IsEmpty => _met.Count == 0;

    /// <summary>How many states there are, whatever was broken before them.</summary>
    internal long Count => _met.Count;

    /// <inheritdoc/>
    public void Prefetch(ulong fingerprint) => _met.Prefetch(fingerprint);

    /// <summary>Forgets all.</summary>
    internal void Clear()
    {
        _met.Clear();
        _others.Clear();
    }

    /// <summary>Meets a state.</summary>
    /// <param name="state">Its fingerprint, whatever was broken before.</param>
    /// <param name="past">The fingerprint of what was broken; 0 for nothing.</param>
    /// <returns>Whether the search is to go on from it.</returns>
    internal bool Add(ulong state, ulong past) => Add(state, past, out _);

    /// <summary>Meets a state.</summary>
    /// <param name="state">Its fingerprint, whatever was broken before.</param>
    /// <param name="past">The fingerprint of what was broken; 0 for nothing.</param>
    /// <param name="hasBegun">Whether <see cref="Begin"/> was told of it.</param>
    /// <returns>Whether the search is to go on from it.</returns>
    internal bool Add(ulong state, ulong past, out bool hasBegun)
    {
        var mark = past == _last.Past ? _last.Mark : MarkOf(past);
        var isNew = WasUnknown = _met.Add(state, mark, out var found);
        if (mark == Elsewhere || (found & ~Begun) != mark)
        {
            isNew = _others.Add(Fingerprint.Mix(state, past), mark: 0, out found);
        }

        hasBegun = (found & Begun) != 0;
        return isNew;
    }

    /// <summary>The search goes on from a state that it met before.</summary>
    /// <remarks>One that is not there has another name by now: then the search begins again in the end.</remarks>
    internal void Begin(ulong state, ulong past)
    {
        var other = Fingerprint.Mix(state, past);
        if (IsHere(_met.MarkOf(state), past)) { _met.Mark(state, Begun); }
        else if (_others.Has(other)) { _others.Mark(other, Begun); }
    }

    /// <summary>Whether a state was met with that broken before it.</summary>
    internal bool Has(ulong state, ulong past)
    {
        var found = _met.MarkOf(state);
        return found >= 0 && (IsHere(found, past) || _others.Has(Fingerprint.Mix(state, past)));
    }

    /// <summary>Writes all.</summary>
    internal void Keep(CheckpointWriter writer)
    {
        writer.Write([.. _pasts]);
        KeptFingerprints.Write(writer, _met);
        KeptFingerprints.Write(writer, _others);
    }

    /// <summary>Reads all; nothing was met yet.</summary>
    internal void Recall(CheckpointReader reader)
    {
        _pasts.Clear();
        _pasts.AddRange(reader.ReadWords());
        KeptFingerprints.Read(reader, _met);
        KeptFingerprints.Read(reader, _others);
    }

    /// <summary>Whether a mark says that a state was met with that broken before it.</summary>
    /// <param name="mark">-1 for that of a state that was not met.</param>
    private bool IsHere(int mark, ulong past) =>
        mark >= 0 && (mark & ~Begun) is var number && number != Elsewhere && _pasts[number] == past;

    private int MarkOf(ulong past)
    {
        var mark = _pasts.IndexOf(past);
        if (mark < 0 && _pasts.Count < Elsewhere)
        {
            mark = _pasts.Count;
            _pasts.Add(past);
        }

        _last = (past, mark < 0 ? Elsewhere : mark);
        return _last.Mark;
    }
}
