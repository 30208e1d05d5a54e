using System.Diagnostics.CodeAnalysis;
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

    internal SortedMap(State owner, int limit)
        : base(owner) => _limit = limit;

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether no more entries fit.</summary>
    public bool IsFull => Count == _limit;

    /// <summary>The keys, lowest first.</summary>
    public ReadOnlySpan<TKey> Keys => _keys.AsSpan(0, Count);

    /// <summary>The values in the order of their keys.</summary>
    public ReadOnlySpan<TValue> Values => _values.AsSpan(0, Count);

    /// <summary>The value of a key: the default value when it has none. Setting adds or replaces.</summary>
    /// <exception cref="BrokenPromiseException">A new key, and the map is full.</exception>
    public TValue this[TKey key]
    {
        get => IndexOf(key) is >= 0 and var at ? _values[at] : default;
        set
        {
            var at = IndexOf(key);
            if (at >= 0) { Replace(at, in value); }
            else { Insert(~at, key, in value); }
        }
    }

    /// <summary>Whether the key has a value.</summary>
    public bool Contains(TKey key) => IndexOf(key) >= 0;

    /// <summary>Finds a key's value.</summary>
    public bool TryGet(TKey key, out TValue value)
    {
        var at = IndexOf(key);
        value = at >= 0 ? _values[at] : default;
        return at >= 0;
    }

    /// <summary>Removes a key with its value.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(TKey key)
    {
        var at = IndexOf(key);
        if (at < 0) { return false; }
        if (Keeps)
        {
            Remember(key, in _values[at], had: true);
            Rehash(HashOf(at), 0);
        }

        TakeOut(at);
        return true;
    }

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
        for (var at = 0; at < Count; at++) { unchecked { sum += HashOf(at); } }
        return sum;
    }

    /// <inheritdoc/>
    protected internal override ulong Contribution(Renaming renaming)
    {
        if (!IdPlaces<TKey>.AreTouched(renaming) && !IdPlaces<TValue>.AreTouched(renaming)) { return Contribution(); }
        var sum = 0UL;
        for (var at = 0; at < Count; at++)
        {
            var key = Words<TKey>.Hash(in _keys[at], Salt, renaming);
            unchecked { sum += Words<TValue>.Hash(in _values[at], key, renaming); }
        }

        return sum;
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
        Ensure.That(Count < _limit, "a full map is never added to");
        if (Keeps)
        {
            Remember(key, default, had: false);
            Rehash(0, Hash(key, in value));
        }

        PutIn(at, key, in value);
    }

    private void PutIn(int at, TKey key, in TValue value)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Count * 2);
            Array.Resize(ref _values, Count * 2);
        }

        Array.Copy(_keys, at, _keys, at + 1, Count - at);
        Array.Copy(_values, at, _values, at + 1, Count - at);
        _keys[at] = key;
        _values[at] = value;
        Count++;
    }

    private void TakeOut(int at)
    {
        Count--;
        Array.Copy(_keys, at + 1, _keys, at, Count - at);
        Array.Copy(_values, at + 1, _values, at, Count - at);
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
        if (near < Count)
        {
            var order = _keys[near].CompareTo(key);
            if (order == 0) { return near; }
            if (order > 0 && (near == 0 || _keys[near - 1].CompareTo(key) < 0)) { return ~near; }
        }

        return Search(key);
    }

    private int Search(TKey key)
    {
        var (low, high) = (0, Count - 1);
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
}
