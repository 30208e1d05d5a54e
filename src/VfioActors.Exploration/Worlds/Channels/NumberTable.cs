namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>
/// Numbers for 64-bit keys, 0 for the first, 1 for the second and so on, up to a limit: open addressing, grown at half
/// full.
/// </summary>
internal sealed class NumberTable(int limit)
{
    /// <summary>Keys may be small numbers side by side: multiplying by this spreads them.</summary>
    internal const ulong Spread = 0x9e3779b97f4a7c15;

    private const int FirstBits = 8;

    private Slot[] _slots = new Slot[1 << FirstBits];
    private int _shift = 64 - FirstBits;

    internal int Count { get; private set; }

    internal bool IsFull => Count >= limit;

    /// <summary>No key has a number any more.</summary>
    internal void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    /// <summary>The number of a key; -1 when it has none.</summary>
    internal int Find(ulong key)
    {
        var slots = _slots;
        for (var at = PlaceOf(key); ; at = (at + 1) & (slots.Length - 1))
        {
            ref readonly var slot = ref slots[at];
            if (slot.Number == 0) { return -1; }
            if (slot.Key == key) { return slot.Number - 1; }
        }
    }

    /// <summary>The number of a key, a new one when it has none; -1 when it has none and no more are given.</summary>
    internal int FindOrAdd(ulong key)
    {
        var number = Find(key);
        return number < 0 && !IsFull ? Add(key) : number;
    }

    private int Add(ulong key)
    {
        if (Count * 2 >= _slots.Length) { Grow(); }
        Insert(new(key, ++Count));
        return Count - 1;
    }

    private void Insert(Slot slot)
    {
        var at = PlaceOf(slot.Key);
        while (_slots[at].Number != 0) { at = (at + 1) & (_slots.Length - 1); }
        _slots[at] = slot;
    }

    private int PlaceOf(ulong key) => (int)(unchecked(key * Spread) >> _shift);

    private void Grow()
    {
        var old = _slots;
        _slots = new Slot[old.Length * 2];
        _shift--;
        foreach (var slot in old)
        {
            if (slot.Number != 0) { Insert(slot); }
        }
    }

    /// <param name="Key">The key.</param>
    /// <param name="Number">One more than its number; 0 in a slot that is free.</param>
    private readonly record struct Slot(ulong Key, int Number);
}
