namespace VfioActors.Exploration.Worlds;

/// <summary>A set of fingerprints, in eight bytes each and what is free between them.</summary>
/// <remarks>
/// Open addressing with linear probing (Knuth, "The Art of Computer Programming" 3, 6.4). A small set is one table; a
/// large one is many, by the high bits, each of which grows by itself when it is four fifths full, by half once it is
/// large: so nothing is copied as a whole, and of ten bytes six to eight hold something, before that four to eight.
/// Fingerprints are spread evenly as they are.
/// </remarks>
internal sealed class FingerprintSet
{
    private const int FirstSlots = 64;

    /// <summary>A set of more than so many is many tables.</summary>
    private const int OneTableMax = 1 << 14;

    private const int TableBits = 8;

    /// <summary>A table smaller than this grows to twice its size: it costs time to copy, and hardly memory.</summary>
    private const int SlotsDoubled = 1 << 13;

    private Table[] _tables = [new(FirstSlots)];
    private int _shift = 63;

    /// <summary>How many there are.</summary>
    internal long Count { get; private set; }

    /// <summary>How many bytes the tables take.</summary>
    internal long Bytes => _tables.Sum(table => (long)table.Slots.Length) * sizeof(ulong);

    /// <summary>What the tables hold, a table at a time; 0 is a free slot.</summary>
    internal IEnumerable<ulong[]> Slots => _tables.Select(table => table.Slots);

    /// <summary>Adds a fingerprint.</summary>
    /// <returns>False when it was there.</returns>
    internal bool Add(ulong fingerprint)
    {
        var sought = fingerprint == 0 ? 1 : fingerprint;
        ref var table = ref TableOf(sought);
        if (!table.TryAdd(sought)) { return false; }
        if (++Count == OneTableMax) { Split(); }
        return true;
    }

    /// <summary>Whether a fingerprint is there.</summary>
    internal bool Has(ulong fingerprint)
    {
        var sought = fingerprint == 0 ? 1 : fingerprint;
        return TableOf(sought).Has(sought);
    }

    /// <summary>Takes all out.</summary>
    internal void Clear()
    {
        if (Count == 0) { return; }
        (_tables, _shift, Count) = ([new(FirstSlots)], 63, 0);
    }

    /// <summary>With one table the shift leaves the highest bit, which is then dropped.</summary>
    private ref Table TableOf(ulong fingerprint) => ref _tables[(int)(fingerprint >> _shift) & (_tables.Length - 1)];

    private void Split()
    {
        var all = _tables[0];
        _tables = new Table[1 << TableBits];
        _shift = 64 - TableBits;
        for (var at = 0; at < _tables.Length; at++) { _tables[at] = new(OneTableMax >> (TableBits - 1)); }
        foreach (var fingerprint in all.Slots)
        {
            if (fingerprint != 0) { _ = TableOf(fingerprint).TryAdd(fingerprint); }
        }
    }

    /// <summary>One table; 0 is a free slot.</summary>
    private struct Table(int slots)
    {
        /// <summary>How many more fit until a fifth is free.</summary>
        private int _room = RoomOf(slots);

        internal ulong[] Slots { get; private set; } = new ulong[slots];

        internal bool TryAdd(ulong fingerprint)
        {
            if (_room == 0) { Grow(); }
            var slots = Slots;
            for (var at = PlaceOf(fingerprint, slots.Length); ; at = at + 1 == slots.Length ? 0 : at + 1)
            {
                ref var slot = ref slots[at];
                if (slot == fingerprint) { return false; }
                if (slot != 0) { continue; }
                slot = fingerprint;
                _room--;
                return true;
            }
        }

        internal readonly bool Has(ulong fingerprint)
        {
            var slots = Slots;
            for (var at = PlaceOf(fingerprint, slots.Length); ; at = at + 1 == slots.Length ? 0 : at + 1)
            {
                var slot = slots[at];
                if (slot == fingerprint) { return true; }
                if (slot == 0) { return false; }
            }
        }

        /// <summary>By the 32 bits below those that say which table: as far along in it as they are in all.</summary>
        private static int PlaceOf(ulong fingerprint, int slots) =>
            (int)(((fingerprint >> (32 - TableBits)) & uint.MaxValue) * (uint)slots >> 32);

        private static int RoomOf(int slots) => (int)(slots * 4L / 5);

        private void Grow()
        {
            var old = Slots;
            Slots = new ulong[old.Length + (old.Length < SlotsDoubled ? old.Length : old.Length / 2)];
            _room = RoomOf(Slots.Length);
            foreach (var fingerprint in old)
            {
                if (fingerprint != 0) { _ = TryAdd(fingerprint); }
            }
        }
    }
}
