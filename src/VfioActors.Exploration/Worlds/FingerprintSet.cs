namespace VfioActors.Exploration.Worlds;

/// <summary>A set of fingerprints: open addressing, eight bytes an entry, grown at three quarters full.</summary>
internal sealed class FingerprintSet
{
    private ulong[] _slots = new ulong[1 << 6];

    internal long Count { get; private set; }

    /// <summary>Adds a fingerprint.</summary>
    /// <returns>False when it was there.</returns>
    internal bool Add(ulong fingerprint)
    {
        if (Count * 4 >= (long)_slots.Length * 3) { Grow(); }
        if (!Insert(_slots, fingerprint == 0 ? 1 : fingerprint)) { return false; }
        Count++;
        return true;
    }

    internal bool Has(ulong fingerprint)
    {
        var sought = fingerprint == 0 ? 1 : fingerprint;
        var slots = _slots;
        var mask = (ulong)slots.Length - 1;
        for (var at = sought & mask; ; at = (at + 1) & mask)
        {
            var slot = slots[at];
            if (slot == sought) { return true; }
            if (slot == 0) { return false; }
        }
    }

    internal void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    private static bool Insert(ulong[] slots, ulong fingerprint)
    {
        var mask = (ulong)slots.Length - 1;
        for (var at = fingerprint & mask; ; at = (at + 1) & mask)
        {
            ref var slot = ref slots[at];
            if (slot == fingerprint) { return false; }
            if (slot != 0) { continue; }
            slot = fingerprint;
            return true;
        }
    }

    private void Grow()
    {
        var larger = new ulong[_slots.Length * 2];
        foreach (var slot in _slots)
        {
            if (slot != 0) { Insert(larger, slot); }
        }

        _slots = larger;
    }
}
