using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors;

/// <summary>Values in the order of their arrival: a part of a <see cref="State"/>.</summary>
/// <typeparam name="T">A type without padding.</typeparam>
public sealed class Fifo<T> : StatePart
    where T : unmanaged
{
    private readonly UndoStack<(T Value, bool Entered)> _undo = new();
    private readonly int _limit;
    private T[] _ring = new T[4];
    private int _head;
    private int _count;

    internal Fifo(State owner, int limit)
        : base(owner) => _limit = limit;

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            Reads?.NoteUnnamed();
            return _count;
        }
    }

    /// <summary>Whether no more fit.</summary>
    public bool IsFull => Count == _limit;

    internal override bool TellsReads => true;

    /// <summary>The value at a place, 0 the oldest.</summary>
    public T this[int at]
    {
        get
        {
            Reads?.NoteUnnamed();
            return At(at);
        }
    }

    /// <summary>Adds a value behind all others.</summary>
    /// <exception cref="BrokenPromiseException">The queue is full.</exception>
    public void Enqueue(in T value)
    {
        Reads?.NoteUnnamed();
        Ensure.That(_count < _limit, "a full queue is never added to");
        if (Keeps)
        {
            Remember(in value, entered: true);
            Rehash(0, HashOf(_count, in value));
        }

        Append(in value);
    }

    /// <summary>Removes and answers the oldest value.</summary>
    /// <exception cref="BrokenPromiseException">There is none.</exception>
    public T Dequeue()
    {
        Reads?.NoteUnnamed();
        Ensure.That(_count > 0, "an empty queue is never taken from");
        var value = At(0);
        if (Keeps)
        {
            Remember(in value, entered: false);
            var before = Contribution();
            DropOldest();
            Rehash(before, Contribution());
        }
        else
        {
            DropOldest();
        }

        return value;
    }

    /// <inheritdoc/>
    protected internal override void TakeBack()
    {
        Owner.Sum = _undo.Pop(out var change);
        if (change.Entered)
        {
            _count--;
            return;
        }

        Grow();
        _head = (_head - 1) & (_ring.Length - 1);
        _ring[_head] = change.Value;
        _count++;
    }

    /// <inheritdoc/>
    protected internal override ulong Contribution()
    {
        var sum = 0UL;
        for (var at = 0; at < _count; at++) { unchecked { sum += HashOf(at, At(at)); } }
        return sum;
    }

    /// <inheritdoc/>
    protected internal override ulong Contribution(Renaming renaming)
    {
        var sum = 0UL;
        for (var at = 0; at < _count; at++) { unchecked { sum += ContributionOf(at, renaming); } }
        return sum;
    }

    /// <inheritdoc/>
    protected internal override int PieceCount => _count;

    /// <inheritdoc/>
    protected internal override ulong ContributionOf(int piece) => HashOf(piece, At(piece));

    /// <inheritdoc/>
    protected internal override ulong ContributionOf(int piece, Renaming renaming) =>
        Words<T>.Hash(At(piece), Fingerprint.Mix(Salt, (ulong)piece), renaming);

    private T At(int at) => _ring[(_head + at) & (_ring.Length - 1)];

    private void Append(in T value)
    {
        Grow();
        _ring[(_head + _count) & (_ring.Length - 1)] = value;
        _count++;
    }

    private void DropOldest()
    {
        _head = (_head + 1) & (_ring.Length - 1);
        _count--;
    }

    private void Grow()
    {
        if (_count < _ring.Length) { return; }
        var larger = new T[_count * 2];
        for (var at = 0; at < _count; at++) { larger[at] = At(at); }
        _ring = larger;
        _head = 0;
    }

    private void Remember(in T value, bool entered)
    {
        _undo.Push((value, entered), Owner.Sum);
        Note();
    }

    private ulong HashOf(int at, in T value) => Words<T>.Hash(in value, Fingerprint.Mix(Salt, (ulong)at));
}
