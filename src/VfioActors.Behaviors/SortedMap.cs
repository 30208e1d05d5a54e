using System.Diagnostics.CodeAnalysis;
using VfioActors.Behaviors.Reads;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors;

/// <summary>Values by key, in the order of the keys: a part of a <see cref="State"/>.</summary>
/// <remarks>A sorted array: a look-up is a binary search, an insertion moves what is behind it.</remarks>
[SuppressMessage("Naming", "CA1710", Justification = "The name says what it is.")]
public sealed class SortedMap<TKey, TValue> : StatePart
    where TKey : unmanaged, IComparable<TKey>
    where TValue : unmanaged
{
    private readonly UndoStack<(TKey Key, TValue Old, bool Had)> _undo = new();
    private readonly int _limit;
    private TKey[] _keys = new TKey[4];
    private TValue[] _values = new TValue[4];
    private int _near;
    private int _count;
    private MapReads? _noted;

    internal SortedMap(State owner, int limit)
        : base(owner) => _limit = limit;

    /// <summary>How many entries there are.</summary>
    public int Count
    {
        get
        {
            if (Reads is { IsOpen: true }) { Noted.OfCount(Reads); }
            return _count;
        }
    }

    /// <summary>Whether no more entries fit.</summary>
    public bool IsFull => Count == _limit;

    /// <summary>The keys, lowest first.</summary>
    public ReadOnlySpan<TKey> Keys
    {
        get
        {
            Reads?.NoteUnnamed();
            return _keys.AsSpan(0, _count);
        }
    }

    /// <summary>The values in the order of their keys.</summary>
    public ReadOnlySpan<TValue> Values
    {
        get
        {
            Reads?.NoteUnnamed();
            return _values.AsSpan(0, _count);
        }
    }

    /// <summary>The value of a key: the default value when it has none. Setting adds or replaces.</summary>
    /// <exception cref="BrokenPromiseException">A new key, and the map is full.</exception>
    public TValue this[TKey key]
    {
        get
        {
            NoteRead(key);
            return IndexOf(key) is >= 0 and var at ? _values[at] : default;
        }
        set
        {
            NoteRead(key);
            var at = IndexOf(key);
            if (at >= 0) { Replace(at, in value); }
            else { Insert(~at, key, in value); }
        }
    }

    /// <summary>Whether the key has a value.</summary>
    public bool Contains(TKey key)
    {
        NoteRead(key);
        return IndexOf(key) >= 0;
    }

    /// <summary>Finds a key's value.</summary>
    public bool TryGet(TKey key, out TValue value)
    {
        NoteRead(key);
        var at = IndexOf(key);
        value = at >= 0 ? _values[at] : default;
        return at >= 0;
    }

    /// <summary>Removes a key with its value.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(TKey key)
    {
        NoteRead(key);
        var at = IndexOf(key);
        if (at < 0) { return false; }
        if (Reads is { IsOpen: true }) { Noted.OfRoom(Reads, entering: 0); }
        if (Keeps)
        {
            Remember(key, in _values[at], had: true);
            Rehash(HashOf(at), 0);
        }

        TakeOut(at);
        return true;
    }

    internal override bool TellsReads => true;

    private MapReads Noted => _noted ??= new(this);

    /// <inheritdoc/>
    protected internal override void TakeBack()
    {
        Owner.Sum = _undo.Pop(out var change);
        var at = IndexOf(change.Key);
        if (!change.Had) { TakeOut(at); }
        else if (at >= 0) { _values[at] = change.Old; }
        else { PutIn(~at, change.Key, in change.Old); }
    }

    /// <inheritdoc/>
    protected internal override ulong Contribution()
    {
        var sum = 0UL;
        for (var at = 0; at < _count; at++) { unchecked { sum += HashOf(at); } }
        return sum;
    }

    /// <inheritdoc/>
    protected internal override ulong Contribution(Renaming renaming)
    {
        if (!IdPlaces<TKey>.AreTouched(renaming) && !IdPlaces<TValue>.AreTouched(renaming)) { return Contribution(); }
        var sum = 0UL;
        for (var at = 0; at < _count; at++) { unchecked { sum += OfEntry(at, renaming); } }
        return sum;
    }

    /// <inheritdoc/>
    protected internal override int PieceCount => NamesNobody ? 1 : _count;

    /// <inheritdoc/>
    protected internal override ulong ContributionOf(int piece) => NamesNobody ? Contribution() : HashOf(piece);

    /// <inheritdoc/>
    protected internal override ulong ContributionOf(int piece, Renaming renaming) =>
        NamesNobody ? Contribution() : OfEntry(piece, renaming);

    private static bool NamesNobody => IdPlaces<TKey>.AreNone && IdPlaces<TValue>.AreNone;

    private ulong OfEntry(int at, Renaming renaming) =>
        Words<TValue>.Hash(in _values[at], Words<TKey>.Hash(in _keys[at], Salt, renaming), renaming);

    /// <summary>The value of a key as one word; 0 when it has none, so that small values stay small.</summary>
    private ulong WordOf(TKey key)
    {
        if (IndexOf(key) is not (>= 0 and var at)) { return 0; }
        var word = Words<TValue>.Word(in _values[at]);
        return word == ulong.MaxValue ? Fingerprint.Mix(word, Salt) : word + 1;
    }

    private void NoteRead(TKey key)
    {
        if (Reads is { IsOpen: true }) { Noted.OfKey(Reads, key); }
    }

    private void Replace(int at, in TValue value)
    {
        if (Keeps)
        {
            if (Words<TValue>.Same(in value, in _values[at])) { return; }
            Remember(_keys[at], in _values[at], had: true);
            Rehash(HashOf(at), Hash(_keys[at], in value));
        }

        _values[at] = value;
    }

    private void Insert(int at, TKey key, in TValue value)
    {
        if (Reads is { IsOpen: true }) { Noted.OfRoom(Reads, entering: 1); }
        Ensure.That(_count < _limit, "a full map is never added to");
        if (Keeps)
        {
            Remember(key, default, had: false);
            Rehash(0, Hash(key, in value));
        }

        PutIn(at, key, in value);
    }

    private void PutIn(int at, TKey key, in TValue value)
    {
        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, _count * 2);
            Array.Resize(ref _values, _count * 2);
        }

        Array.Copy(_keys, at, _keys, at + 1, _count - at);
        Array.Copy(_values, at, _values, at + 1, _count - at);
        _keys[at] = key;
        _values[at] = value;
        _count++;
    }

    private void TakeOut(int at)
    {
        _count--;
        Array.Copy(_keys, at + 1, _keys, at, _count - at);
        Array.Copy(_values, at + 1, _values, at, _count - at);
    }

    private void Remember(TKey key, in TValue old, bool had)
    {
        _undo.Push((key, old, had), Owner.Sum);
        Note();
    }

    private ulong HashOf(int at) => Hash(_keys[at], in _values[at]);

    private ulong Hash(TKey key, in TValue value) => Words<TValue>.Hash(in value, Words<TKey>.Hash(in key, Salt));

    /// <summary>
    /// The place of a key, or the complement of where it would be. Who has just looked a key up mostly comes back for
    /// the same one.
    /// </summary>
    private int IndexOf(TKey key)
    {
        var near = _near;
        if (near < _count)
        {
            var order = _keys[near].CompareTo(key);
            if (order == 0) { return near; }
            if (order > 0 && (near == 0 || _keys[near - 1].CompareTo(key) < 0)) { return ~near; }
        }

        return Search(key);
    }

    private int Search(TKey key)
    {
        var (low, high) = (0, _count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = _keys[middle].CompareTo(key);
            if (order == 0)
            {
                _near = middle;
                return middle;
            }

            if (order < 0) { low = middle + 1; }
            else { high = middle - 1; }
        }

        _near = low;
        return ~low;
    }

    /// <summary>What a step read of a map.</summary>
    private sealed class MapReads(SortedMap<TKey, TValue> map)
    {
        /// <summary>
        /// A map with room for more than this is as good as one without a limit: no step is known that adds more.
        /// </summary>
        private const int RoomMax = 8;

        private readonly List<TKey> _keys = [];
        private readonly CountRead _count = new(map);
        private readonly RoomRead _room = new(map);
        private int _opening;
        private int _entered;
        private bool _hasCount;
        private bool _hasRoom;

        /// <summary>A key is looked up, or is about to be changed.</summary>
        internal void OfKey(ReadLog reads, TKey key)
        {
            Begin(reads);
            if (_keys.Contains(key)) { return; }
            _keys.Add(key);
            reads.Note(new KeyRead(map, key));
        }

        /// <summary>Somebody asks how many entries there are.</summary>
        internal void OfCount(ReadLog reads)
        {
            Begin(reads);
            if (_hasCount) { return; }
            if (_hasRoom)
            {
                // It was changed already, or is about to be: how many there were before cannot be asked any more.
                reads.NoteUnnamed();
                return;
            }

            _hasCount = true;
            reads.Note(_count);
        }

        /// <summary>A key is about to enter or to leave.</summary>
        /// <param name="entering">How many enter.</param>
        internal void OfRoom(ReadLog reads, int entering)
        {
            Begin(reads);
            _entered += entering;
            if (_entered > RoomMax) { reads.NoteUnnamed(); }
            if (_hasRoom) { return; }
            _hasRoom = true;
            reads.Note(_room);
        }

        private void Begin(ReadLog reads)
        {
            if (_opening == reads.Opening) { return; }
            _opening = reads.Opening;
            _keys.Clear();
            (_entered, _hasCount, _hasRoom) = (0, false, false);
        }

        private sealed class KeyRead(SortedMap<TKey, TValue> map, TKey key) : StateRead
        {
            private SortedMap<TKey, TValue> Map => map;

            private TKey Key => key;

            public override bool IsSameAs(StateRead other) =>
                other is KeyRead read && ReferenceEquals(read.Map, map) && read.Key.CompareTo(key) == 0;

            private protected override ulong Ask() => map.WordOf(key);
        }

        private sealed class CountRead(SortedMap<TKey, TValue> map) : StateRead
        {
            public override bool IsSameAs(StateRead other) => ReferenceEquals(this, other);

            private protected override ulong Ask() => (ulong)map._count;
        }

        private sealed class RoomRead(SortedMap<TKey, TValue> map) : StateRead
        {
            public override bool IsSameAs(StateRead other) => ReferenceEquals(this, other);

            private protected override ulong Ask() => (ulong)Math.Min(map._limit - map._count, RoomMax);
        }
    }
}
