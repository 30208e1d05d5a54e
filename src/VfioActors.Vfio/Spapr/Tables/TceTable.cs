using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;

namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>
/// The entries of windows: a part of a <see cref="State"/>. Like the hardware's table of several levels it has leaves
/// where there are entries only, and an entry is changed in its place.
/// </summary>
/// <remarks>
/// A change of entries side by side costs one look-up for each leaf that it touches. Empty entries say nothing: equal
/// contents have equal fingerprints whatever led there.
/// </remarks>
public sealed class TceTable : StatePart
{
    /// <summary>How many entries a leaf has.</summary>
    public const int LeafEntries = 512;

    /// <summary>How many more leaves without live entries than with may be kept.</summary>
    private const int SparesMax = 1024;

    private readonly Stack<(int Window, TceIndex Index, TceEntry Old, ulong Hash)> _undo = new();
    private readonly int _limit;
    private LeafNumber[] _numbers = new LeafNumber[4];
    private TceLeaf[] _leaves = new TceLeaf[4];
    private int _leafCount;
    private int _near;

    /// <param name="owner">The state that this is a part of.</param>
    /// <param name="limit">How many leaves it may have; one more is a broken promise.</param>
    public TceTable(State owner, int limit)
        : base(owner) => _limit = limit;

    /// <summary>
    /// How many leaves have an entry that leads somewhere; some more may be kept for entries to come.
    /// </summary>
    public int Leaves { get; private set; }

    /// <summary>The entry of a window at an index.</summary>
    public TceEntry this[int window, TceIndex index] =>
        Find(LeafNumber.Of(window, index)) is >= 0 and var at ? _leaves[at].Entries[SlotOf(index)] : default;

    /// <summary>Puts entries side by side that lead to pages side by side.</summary>
    /// <param name="window">Of which window.</param>
    /// <param name="index">The first index.</param>
    /// <param name="entry">The first entry; an empty one empties all.</param>
    /// <param name="count">How many entries.</param>
    /// <param name="shift">The size of an IOMMU page.</param>
    public void Put(int window, TceIndex index, in TceEntry entry, int count, TcePageShift shift)
    {
        for (var done = 0; done < count;)
        {
            var at = index.Plus(done);
            var part = Math.Min(count - done, LeafEntries - SlotOf(at));
            var first = EntryAt(in entry, done, shift);
            if (Keeps) { PutKept(window, at, first, part, shift); }
            else { PutPlain(LeafNumber.Of(window, at), SlotOf(at), first, part, shift); }

            done += part;
        }
    }

    /// <summary>Finds the first live entry of a window in a range of indices.</summary>
    /// <param name="window">Of which window.</param>
    /// <param name="index">The first index.</param>
    /// <param name="end">The index behind the last.</param>
    /// <param name="found">Where it is; the end when there is none.</param>
    public bool TryLive(int window, TceIndex index, TceIndex end, out TceIndex found)
    {
        found = index;
        for (var leaf = At(LeafNumber.Of(window, index)); leaf < _leafCount && _numbers[leaf].IsOf(window); leaf++)
        {
            if (_leaves[leaf].Live == 0) { continue; }

            var start = _numbers[leaf].FirstEntry;
            var behind = start.Plus(LeafEntries);
            found = TceIndex.Max(found, start);
            var entries = _leaves[leaf].Entries;
            while (found < end && found < behind && !entries[found.Since(start)].IsLive) { found = found.Plus(1); }

            if (found >= end) { break; }

            if (found < behind) { return true; }
        }

        found = end;
        return false;
    }

    /// <inheritdoc/>
    protected override void TakeBack()
    {
        var (window, index, old, hash) = _undo.Pop();
        Write(window, index, in old);
        Rehash(hash, 0);
    }

    /// <inheritdoc/>
    protected override ulong Contribution()
    {
        var sum = 0UL;
        for (var leaf = 0; leaf < _leafCount; leaf++)
        {
            for (var at = 0; at < LeafEntries; at++)
            {
                unchecked { sum += Hash(_numbers[leaf], at, _leaves[leaf].Entries[at]); }
            }
        }

        return sum;
    }

    private static TceEntry EntryAt(in TceEntry entry, int entries, TcePageShift shift) =>
        entry.IsLive ? entry.Behind(entries, shift) : default;

    private static int SlotOf(TceIndex index) => (int)(index.Value % LeafEntries);

    private void PutKept(int window, TceIndex index, TceEntry entry, int count, TcePageShift shift)
    {
        for (var done = 0; done < count; done++)
        {
            var at = index.Plus(done);
            var old = this[window, at];
            var fresh = EntryAt(in entry, done, shift);
            if (fresh == old) { continue; }

            var (number, slot) = (LeafNumber.Of(window, at), SlotOf(at));
            var hash = unchecked(Hash(number, slot, in fresh) - Hash(number, slot, in old));
            _undo.Push((window, at, old, hash));
            Rehash(0, hash);
            Note();
            Write(window, at, in fresh);
        }
    }

    private void PutPlain(LeafNumber number, int slot, TceEntry entry, int count, TcePageShift shift)
    {
        var at = Find(number);
        if (at < 0)
        {
            if (!entry.IsLive) { return; }

            at = Insert(~at, number);
        }

        var leaf = _leaves[at];
        var entries = leaf.Entries.AsSpan(slot, count);
        var live = leaf.Live - LiveIn(leaf, entries);
        if (entry.IsLive)
        {
            Fill(entries, entry, shift);
            live += count;
        }
        else { entries.Clear(); }

        Count(leaf, live);
    }

    /// <summary>How many of some entries of a leaf lead somewhere; mostly all do or none does.</summary>
    private static int LiveIn(TceLeaf leaf, ReadOnlySpan<TceEntry> entries)
    {
        if (leaf.Live == 0) { return 0; }

        if (leaf.Live == LeafEntries) { return entries.Length; }

        var live = 0;
        foreach (ref readonly var entry in entries) { live += entry.IsLive ? 1 : 0; }

        return live;
    }

    /// <summary>
    /// A leaf has so many live entries now; leaves without any are kept, as long as they are not too many.
    /// </summary>
    private void Count(TceLeaf leaf, int live)
    {
        Leaves += (live > 0 ? 1 : 0) - (leaf.Live > 0 ? 1 : 0);
        leaf.Live = live;
        if (live == 0 && _leafCount - Leaves > Leaves + SparesMax) { DropSpares(); }
    }

    private void DropSpares()
    {
        var kept = 0;
        for (var at = 0; at < _leafCount; at++)
        {
            if (_leaves[at].Live == 0) { continue; }

            (_numbers[kept], _leaves[kept]) = (_numbers[at], _leaves[at]);
            kept++;
        }

        Array.Clear(_leaves, kept, _leafCount - kept);
        _leafCount = kept;
    }

    private static void Fill(Span<TceEntry> entries, TceEntry entry, TcePageShift shift)
    {
        var (page, vaddr) = (entry.Page.Value, entry.Vaddr);
        var (pages, bytes) = ((long)shift.Pages.Value, shift.Bytes);
        foreach (ref var slot in entries)
        {
            slot = new(new(page), vaddr, entry.Region, entry.Rights);
            vaddr = vaddr.Plus(bytes);
            unchecked { page += pages; }
        }
    }

    private void Write(int window, TceIndex index, in TceEntry entry)
    {
        var number = LeafNumber.Of(window, index);
        var at = Find(number);
        if (at < 0)
        {
            if (!entry.IsLive) { return; }

            at = Insert(~at, number);
        }

        var leaf = _leaves[at];
        ref var slot = ref leaf.Entries[SlotOf(index)];
        var live = leaf.Live + (entry.IsLive ? 1 : 0) - (slot.IsLive ? 1 : 0);
        slot = entry;
        Count(leaf, live);
    }

    private ulong Hash(LeafNumber number, int slot, in TceEntry entry)
    {
        if (!entry.IsLive) { return 0; }

        var hash = Fingerprint.Mix(Fingerprint.Mix(Salt, number.Value), ((ulong)entry.Page.Value << 9) ^ (ulong)slot);
        return Fingerprint.Mix(
            Fingerprint.Mix(hash, entry.Vaddr.Value), ((ulong)(uint)entry.Region.Value << 8) | (ulong)entry.Rights);
    }

    private int Insert(int at, LeafNumber number)
    {
        Ensure.That(Leaves < _limit, "a full table is never added to");
        if (_leafCount == _numbers.Length)
        {
            Array.Resize(ref _numbers, _leafCount * 2);
            Array.Resize(ref _leaves, _leafCount * 2);
        }

        Array.Copy(_numbers, at, _numbers, at + 1, _leafCount - at);
        Array.Copy(_leaves, at, _leaves, at + 1, _leafCount - at);
        (_numbers[at], _leaves[at]) = (number, new());
        _leafCount++;
        return at;
    }

    /// <summary>The first leaf whose number is not below one.</summary>
    private int At(LeafNumber number) => Find(number) is >= 0 and var at ? at : ~Find(number);

    /// <summary>
    /// The place of a leaf, or the complement of where it would be; mostly it is the one of last time.
    /// </summary>
    private int Find(LeafNumber number)
    {
        if (_near < _leafCount && _numbers[_near] == number) { return _near; }

        var at = _numbers.AsSpan(0, _leafCount).BinarySearch(number);
        if (at >= 0) { _near = at; }

        return at;
    }
}
