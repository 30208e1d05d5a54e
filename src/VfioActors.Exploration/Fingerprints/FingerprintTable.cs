using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

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

    /// <summary>Where they stand, each with its mark, and 0 between; when the table grows, another array.</summary>
    internal readonly ulong[]? Slots => _slots;

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

    /// <summary>As <see cref="TryAdd"/>, where other threads add to the same slots, of which enough are free.</summary>
    internal static bool TryAddShared(ulong[] slots, ulong fingerprint, int mark, out int found)
    {
        var sought = WordOf(fingerprint);
        for (var at = PlaceOf(sought, slots.Length); ; at = at + 1 == slots.Length ? 0 : at + 1)
        {
            ref var slot = ref slots[at];
            var word = Volatile.Read(ref slot);
            if (word == 0) { word = Interlocked.CompareExchange(ref slot, sought | (uint)mark, 0); }
            if (word == 0)
            {
                found = mark;
                return true;
            }

            if ((word & ~MarkBits) != sought) { continue; }
            found = (int)(word & MarkBits);
            return false;
        }
    }

    /// <summary>
    /// Adds to the mark of a fingerprint that is there, if that is as it should be, where other threads do so too.
    /// </summary>
    /// <param name="wanted">What the mark must be.</param>
    /// <param name="free">The bits that are not looked at, and which alone may be set.</param>
    /// <param name="mark">Which of those bits to set.</param>
    /// <returns>The mark that it had before; -1 when that is another one.</returns>
    internal static int TryMarkShared(ulong[] slots, ulong fingerprint, int wanted, int free, int mark)
    {
        ref var slot = ref SlotOf(slots, fingerprint);
        var before = (int)(Volatile.Read(ref slot) & MarkBits);
        if ((before & ~free) != wanted) { return -1; }
        return (before | mark) == before ? before : (int)(Interlocked.Or(ref slot, (uint)mark) & MarkBits);
    }

    /// <summary>Adds what a table of the same number had among its <see cref="Slots"/>.</summary>
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

    /// <summary>Has what stands there fetched while the processor goes on, where it can do that.</summary>
    internal static unsafe void Prefetch(ulong[]? slots, ulong fingerprint)
    {
        if (!Sse.IsSupported || slots is null) { return; }

        // The place is not held: if what stands there moves, something is fetched in vain.
        Sse.Prefetch0(Unsafe.AsPointer(ref slots[PlaceOf(WordOf(fingerprint), slots.Length)]));
    }

    /// <summary>Adds to the mark of a fingerprint that is there.</summary>
    internal readonly void Mark(ulong fingerprint, int mark) => SlotOf(_slots!, fingerprint) |= (uint)mark;

    /// <summary>All that stand in slots.</summary>
    /// <param name="number">The number of their table.</param>
    internal static IEnumerable<ulong> All(ulong[]? slots, int number) => (slots ?? [])
        .Where(static slot => slot != 0)
        .Select(slot => ((ulong)number << (64 - CommonBits)) | (slot >> CommonBits));

    /// <summary>How many may stand in so many slots: a fifth is free.</summary>
    internal static int RoomOf(int slots) => (int)(slots * 4L / 5);

    /// <summary>More slots, with what stands in some.</summary>
    /// <param name="old">Which are as they were, for whoever still looks into them.</param>
    /// <param name="number">The number of their table.</param>
    internal static ulong[] Grown(ulong[] old, int number)
    {
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

        return slots;
    }

    /// <summary>
    /// Tells the collector of slots that were left behind. The more large arrays there are the more seldom it looks at
    /// them: as much as is in use would be garbage.
    /// </summary>
    /// <param name="slots">How many; nobody has them any more.</param>
    /// <param name="number">The number of their table.</param>
    internal static void LeaveBehind(int slots, int number)
    {
        if (slots < SlotsTold || number % TablesTold != 0) { return; }
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }

    /// <summary>The slot of a fingerprint that is there.</summary>
    private static ref ulong SlotOf(ulong[] slots, ulong fingerprint)
    {
        var sought = WordOf(fingerprint);
        var at = PlaceOf(sought, slots.Length);
        while ((Volatile.Read(ref slots[at]) & ~MarkBits) != sought) { at = at + 1 == slots.Length ? 0 : at + 1; }
        return ref slots[at];
    }

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
        var before = _slots?.Length ?? 0;
        _slots = Grown(_slots ?? [], number);
        _room = RoomOf(_slots.Length) - Count;
        LeaveBehind(before, number);
    }
}
