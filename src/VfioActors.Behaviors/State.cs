using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors;

/// <summary>
/// What one actor owns, made of parts: <see cref="Variable{T}"/>, <see cref="SortedMap{TKey,TValue}"/>,
/// <see cref="Fifo{T}"/>. Equal states have equal fingerprints whatever led there. A derived class makes its parts in
/// its constructor, always in the same order.
/// </summary>
public abstract class State
{
    private readonly List<StatePart> _parts = [];

    /// <param name="journal">Where changes are noted.</param>
    protected State(Journal journal) => Journal = journal;

    /// <summary>The fingerprint of the whole state: kept up to date when the journal keeps, else computed.</summary>
    public ulong Fingerprint
    {
        get
        {
            Journal.Reads?.NoteUnnamed();
            return Journal.Keeps ? Sum : Recomputed();
        }
    }

    internal Journal Journal { get; }

    /// <summary>Whether each of its parts says what is read of it.</summary>
    internal bool TellsReads => _parts.TrueForAll(static part => part.TellsReads);

    /// <summary>What a behaviour around that of the actor keeps; null where there is none.</summary>
    internal StatePart? Around { get; set; }

    internal ulong Sum { get; set; }

    /// <summary>
    /// The fingerprint computed from scratch; equal to <see cref="Fingerprint"/>, which a test holds it to.
    /// </summary>
    public ulong Recomputed()
    {
        Journal.Reads?.NoteUnnamed();
        var sum = 0UL;
        foreach (var part in _parts) { unchecked { sum += part.Contribution(); } }
        return sum;
    }

    /// <summary>How many parts it has.</summary>
    public int PartCount => _parts.Count;

    /// <summary>How many pieces a part has, each of which adds its own share to the fingerprint.</summary>
    /// <param name="part">Its number, from 0, in the order in which parts were made.</param>
    public int PieceCount(int part)
    {
        Journal.Reads?.NoteUnnamed();
        return _parts[part].PieceCount;
    }

    /// <summary>What one piece adds to the fingerprint, which is the sum of all; 0 when it is empty.</summary>
    /// <param name="part">The number of its part, from 0, in the order in which parts were made.</param>
    /// <param name="piece">Its number, from 0: the same in equal states.</param>
    public ulong Contribution(int part, int piece)
    {
        Journal.Reads?.NoteUnnamed();
        return _parts[part].ContributionOf(piece);
    }

    /// <summary>What one piece would add to the fingerprint with other numbers.</summary>
    /// <param name="part">The number of its part, from 0, in the order in which parts were made.</param>
    /// <param name="piece">Its number, from 0: the same in equal states.</param>
    /// <param name="renaming">The numbers.</param>
    /// <exception cref="NotSupportedException">The part cannot tell.</exception>
    public ulong Contribution(int part, int piece, Renaming renaming)
    {
        Journal.Reads?.NoteUnnamed();
        return _parts[part].ContributionOf(piece, renaming);
    }

    /// <summary>Makes a part that holds one value.</summary>
    protected Variable<T> Variable<T>(T initial = default)
        where T : unmanaged => new(this, initial);

    /// <summary>Makes a part that holds values by key.</summary>
    /// <param name="limit">How many entries it may have; one more is a broken promise, so test before.</param>
    protected SortedMap<TKey, TValue> SortedMap<TKey, TValue>(int limit)
        where TKey : unmanaged, IComparable<TKey>
        where TValue : unmanaged => new(this, limit);

    /// <summary>Makes a part that holds values in order of arrival.</summary>
    /// <param name="limit">How many it may hold; one more is a broken promise, so test before.</param>
    protected Fifo<T> Fifo<T>(int limit)
        where T : unmanaged => new(this, limit);

    internal ulong Enlist(StatePart part)
    {
        _parts.Add(part);
        return Behaviors.Values.Fingerprint.Mix((ulong)_parts.Count, 0x9e3779b97f4a7c15);
    }
}
