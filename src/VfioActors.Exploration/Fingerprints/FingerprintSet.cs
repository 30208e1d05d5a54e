namespace VfioActors.Exploration.Fingerprints;

/// <summary>
/// A set of fingerprints, each with a small mark, in eight bytes each and what is free between them.
/// </summary>
/// <remarks>
/// Open addressing with linear probing (Knuth, "The Art of Computer Programming" 3, 6.4), in tables by the high bits,
/// each of which grows by itself when it is four fifths full, by half once it is large: so nothing is copied as a
/// whole, and of ten bytes six to eight hold something, before that four to eight. The high bits are known by the
/// table, so a mark stands in their place. Fingerprints are spread evenly as they are.
/// </remarks>
internal sealed class FingerprintSet
{
    /// <summary>The largest mark.</summary>
    internal const int MarkMax = (1 << TableBits) - 1;

    /// <summary>Few, so that each table of a large set is larger than a huge page.</summary>
    private const int TableBits = 4;

    private const int FirstSlots = 4;

    /// <summary>A table smaller than this grows to twice its size: it costs time to copy, and hardly memory.</summary>
    private const int SlotsDoubled = 1 << 16;

    private readonly Table[] _tables = new Table[1 << TableBits];

    internal FingerprintSet() => Empty();

    /// <summary>How many there are.</summary>
    internal long Count { get; private set; }

    /// <summary>How many bytes the tables take.</summary>
    internal long Bytes => _tables.Sum(static table => (long)table.Slots.Length) * sizeof(ulong);

    /// <summary>Adds a fingerprint.</summary>
    /// <returns>False when it was there.</returns>
    internal bool Add(ulong fingerprint) => Add(fingerprint, mark: 0, out _);

    /// <summary>Adds a fingerprint with a mark.</summary>
    /// <param name="mark">From 0 to <see cref="MarkMax"/>.</param>
    /// <param name="found">The mark that it has now: when it was there, the one that it had.</param>
    /// <returns>False when it was there.</returns>
    internal bool Add(ulong fingerprint, int mark, out int found)
    {
        if (!TableOf(fingerprint).TryAdd(fingerprint, mark, out found)) { return false; }
        Count++;
        return true;
    }

    /// <summary>Whether a fingerprint is there.</summary>
    internal bool Has(ulong fingerprint) => TableOf(fingerprint).Has(fingerprint);

    /// <summary>Takes all out.</summary>
    internal void Clear()
    {
        if (Count > 0) { Empty(); }
    }

    private ref Table TableOf(ulong fingerprint) => ref _tables[fingerprint >> (64 - TableBits)];

    private void Empty()
    {
        for (var at = 0; at < _tables.Length; at++) { _tables[at] = new(FirstSlots); }
        Count = 0;
    }

    /// <summary>
    /// One table: of each fingerprint the bits that do not say which table, then its mark; 0 is a free slot.
    /// </summary>
    private struct Table(int slots)
    {
        private const ulong MarkBits = MarkMax;

        /// <summary>How many more fit until a fifth is free.</summary>
        private int _room = RoomOf(slots);

        internal ulong[] Slots { get; private set; } = HugePages.NewArray(slots);

        internal bool TryAdd(ulong fingerprint, int mark, out int found)
        {
            if (_room == 0) { Grow(); }
            var sought = WordOf(fingerprint);
            var slots = Slots;
            for (var at = PlaceOf(sought, slots.Length); ; at = at + 1 == slots.Length ? 0 : at + 1)
            {
                ref var slot = ref slots[at];
                if ((slot & ~MarkBits) == sought)
                {
                    found = (int)(slot & MarkBits);
                    return false;
                }

                if (slot != 0) { continue; }
                slot = sought | (uint)mark;
                found = mark;
                _room--;
                return true;
            }
        }

        internal readonly bool Has(ulong fingerprint)
        {
            var sought = WordOf(fingerprint);
            var slots = Slots;
            for (var at = PlaceOf(sought, slots.Length); ; at = at + 1 == slots.Length ? 0 : at + 1)
            {
                var slot = slots[at];
                if ((slot & ~MarkBits) == sought) { return true; }
                if (slot == 0) { return false; }
            }
        }

        /// <summary>One that would look like a free slot is taken for its neighbour.</summary>
        private static ulong WordOf(ulong fingerprint)
        {
            var word = fingerprint << TableBits;
            return word == 0 ? 1UL << TableBits : word;
        }

        /// <summary>By the highest 32 bits: as far along in the table as the word is among all.</summary>
        private static int PlaceOf(ulong word, int slots) => (int)((word >> 32) * (uint)slots >> 32);

        private static int RoomOf(int slots) => (int)(slots * 4L / 5);

        private void Grow()
        {
            var old = Slots;
            Slots = HugePages.NewArray(old.Length + (old.Length < SlotsDoubled ? old.Length : old.Length / 2));
            _room = RoomOf(Slots.Length);
            foreach (var word in old)
            {
                if (word != 0) { Insert(word); }
            }
        }

        private void Insert(ulong word)
        {
            var slots = Slots;
            var at = PlaceOf(word, slots.Length);
            while (slots[at] != 0) { at = at + 1 == slots.Length ? 0 : at + 1; }
            slots[at] = word;
            _room--;
        }
    }
}
