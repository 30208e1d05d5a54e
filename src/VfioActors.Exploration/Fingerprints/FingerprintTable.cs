namespace VfioActors.Exploration.Fingerprints;

/// <summary>
/// Fingerprints that have their highest bits in common, each with a small mark, in eight bytes each and what is free
/// between them.
/// </summary>
/// <remarks>
/// Open addressing with linear probing (Knuth, "The Art of Computer Programming" 3, 6.4). Whoever has the table knows
/// the highest bits of what is in it, so a mark stands in their place. It grows when it is four fifths full, by half
/// once it is large: of ten bytes six to eight hold something, before that four to eight. Fingerprints are spread
/// evenly as they are, so the tables of a set are equally full: they would all grow at once, and until the old ones are
/// collected there would be twice the memory. So the larger its number, the larger a table becomes when it is large at
/// first, and from then on they grow one after the other.
/// </remarks>
internal struct FingerprintTable
{
    /// <summary>How many bits the fingerprints have in common.</summary>
    /// <remarks>Few, so that each table of a large set is larger than a huge page.</remarks>
    internal const int CommonBits = 5;

    /// <summary>Of a set of fingerprints so many tables.</summary>
    internal const int Tables = 1 << CommonBits;

    /// <summary>The largest mark.</summary>
    internal const int MarkMax = Tables - 1;

    private const ulong MarkBits = MarkMax;
    private const int FirstSlots = 64;

    /// <summary>A table smaller than this grows to twice its size: it costs time to copy, and hardly memory.</summary>
    private const int SlotsDoubled = 1 << 15;

    /// <summary>Who leaves so many slots behind, 4 MiB, or more, may tell the collector.</summary>
    private const int SlotsTold = 1 << 19;

    /// <summary>One table in so many does: as they grow in turn, a tenth of all is garbage by then.</summary>
    private const int TablesTold = 4;

    /// <summary>Of each fingerprint the bits that are its own, then its mark; 0 is a free slot.</summary>
    private ulong[]? _slots;

    /// <summary>How many more fit until a fifth is free.</summary>
    private int _room;

    /// <summary>How many there are.</summary>
    internal int Count { get; private set; }

    /// <summary>Where they stand; when the table grows, another array.</summary>
    internal readonly ulong[]? Slots => _slots;

    /// <summary>All as they are kept, in no order: each with its mark, and 0 between them.</summary>
    internal readonly ReadOnlySpan<ulong> Words => _slots;

    /// <summary>How many bytes it takes.</summary>
    internal readonly long Bytes => (_slots?.Length ?? 0L) * sizeof(ulong);

    /// <summary>The number of the table that a fingerprint is in.</summary>
    internal static int NumberOf(ulong fingerprint) => (int)(fingerprint >> (64 - CommonBits));

    /// <summary>Makes room for so many, and more where other tables shall grow before this one; it is empty.</summary>
    /// <remarks>
    /// What stands in the order of another table, added to one that grows, would always crowd at the end of what is
    /// there so far.
    /// </remarks>
    /// <param name="count">How many.</param>
    /// <param name="number">The number of this table.</param>
    internal void Reserve(int count, int number)
    {
        if (count == 0) { return; }
        var room = count * 5L / 4 < SlotsDoubled ? count : Apart(count, number);
        (_slots, _room) = (HugePages.NewArray(Math.Max(FirstSlots, (int)(room * 5L / 4) + 1)), room);
    }

    /// <summary>Adds a fingerprint with a mark.</summary>
    /// <param name="mark">From 0 to <see cref="MarkMax"/>.</param>
    /// <param name="found">The mark that it has now: when it was there, the one that it had.</param>
    /// <returns>False when it was there.</returns>
    internal bool TryAdd(ulong fingerprint, int mark, out int found)
    {
        if (_room == 0) { Grow(NumberOf(fingerprint)); }
        var sought = WordOf(fingerprint);
        var slots = _slots!;
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
            Count++;
            return true;
        }
    }

    /// <summary>Adds what a table of the same number had among its <see cref="Words"/>.</summary>
    /// <returns>False when it was there.</returns>
    internal bool TryAddWord(ulong word) => TryAdd(word >> CommonBits, (int)(word & MarkBits), out _);

    /// <summary>Whether a fingerprint is there.</summary>
    internal readonly bool Has(ulong fingerprint) => MarkOf(fingerprint) >= 0;

    /// <summary>The mark of a fingerprint; -1 when it is not there.</summary>
    internal readonly int MarkOf(ulong fingerprint) => MarkOf(_slots, fingerprint);

    /// <summary>The mark of a fingerprint; -1 when it is not there.</summary>
    /// <param name="slots">
    /// The <see cref="Slots"/> of its table, to which others may add meanwhile: a slot is one word, and what stands in
    /// it stays.
    /// </param>
    internal static int MarkOf(ulong[]? slots, ulong fingerprint)
    {
        if (slots is null) { return -1; }
        var sought = WordOf(fingerprint);
        for (var at = PlaceOf(sought, slots.Length); ; at = at + 1 == slots.Length ? 0 : at + 1)
        {
            var slot = Volatile.Read(ref slots[at]);
            if ((slot & ~MarkBits) == sought) { return (int)(slot & MarkBits); }
            if (slot == 0) { return -1; }
        }
    }

    /// <summary>
    /// What stands where a fingerprint is looked for first: who looks for several has their places in memory fetched at
    /// once.
    /// </summary>
    internal static ulong Fetch(ulong[]? slots, ulong fingerprint) =>
        slots is null ? 0 : Volatile.Read(ref slots[PlaceOf(WordOf(fingerprint), slots.Length)]);

    /// <summary>Adds to the mark of a fingerprint that is there.</summary>
    /// <returns>The mark that it had before.</returns>
    internal readonly int Mark(ulong fingerprint, int mark)
    {
        ref var slot = ref SlotOf(fingerprint);
        var before = (int)(slot & MarkBits);
        slot |= (uint)mark;
        return before;
    }

    /// <summary>Adds to the mark of a fingerprint that is there, if that is as it should be.</summary>
    /// <param name="wanted">What the mark must be.</param>
    /// <param name="free">The bits that are not looked at.</param>
    /// <param name="mark">Some of those bits: which to set.</param>
    /// <returns>The mark that it had before; -1 when that is another one.</returns>
    internal readonly int TryMark(ulong fingerprint, int wanted, int free, int mark)
    {
        ref var slot = ref SlotOf(fingerprint);
        var before = (int)(slot & MarkBits);
        if ((before & ~free) != wanted) { return -1; }
        slot |= (uint)mark;
        return before;
    }

    /// <summary>The slot of a fingerprint that is there.</summary>
    private readonly ref ulong SlotOf(ulong fingerprint)
    {
        var sought = WordOf(fingerprint);
        var slots = _slots!;
        var at = PlaceOf(sought, slots.Length);
        while ((slots[at] & ~MarkBits) != sought) { at = at + 1 == slots.Length ? 0 : at + 1; }
        return ref slots[at];
    }

    /// <summary>All of them.</summary>
    /// <param name="number">The number of this table.</param>
    internal readonly ulong[] ToArray(int number) =>
    [
        .. (_slots ?? []).Where(static slot => slot != 0)
            .Select(slot => ((ulong)number << (64 - CommonBits)) | (slot >> CommonBits)),
    ];

    /// <summary>One that would look like a free slot is taken for its neighbour.</summary>
    private static ulong WordOf(ulong fingerprint)
    {
        var word = fingerprint << CommonBits;
        return word == 0 ? 1UL << CommonBits : word;
    }

    /// <summary>By the highest 32 bits: as far along in the table as the word is among all.</summary>
    private static int PlaceOf(ulong word, int slots) => (int)((word >> 32) * (uint)slots >> 32);

    /// <summary>Up to half as much again: the tables of a set are as far from each other as they can be.</summary>
    private static int Apart(int size, int number) => (int)(size * Math.Pow(1.5, (double)number / Tables));

    private void Grow(int number)
    {
        var old = _slots ?? [];
        var length = Math.Max(FirstSlots, old.Length + (old.Length < SlotsDoubled ? old.Length : old.Length / 2));
        if (old.Length < SlotsDoubled && length >= SlotsDoubled) { length = Apart(length, number); }
        var slots = HugePages.NewArray(length);
        foreach (var word in old)
        {
            if (word == 0) { continue; }
            var at = PlaceOf(word, length);
            while (slots[at] != 0) { at = at + 1 == length ? 0 : at + 1; }
            slots[at] = word;
        }

        (_slots, _room) = (slots, (int)(length * 4L / 5) - Count);

        // The more large arrays there are the more seldom it looks at them: as much as is in use would be garbage.
        if (old.Length < SlotsTold || number % TablesTold != 0) { return; }
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }
}
