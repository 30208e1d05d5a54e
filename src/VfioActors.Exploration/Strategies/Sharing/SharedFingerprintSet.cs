using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Places;

namespace VfioActors.Exploration.Strategies.Sharing;

/// <summary>
/// A set of the fingerprints of states to which several threads add, and for each of them whether all that can follow
/// was met: see <see cref="FingerprintTable"/>. Each thread has a hand of its own in it.
/// </summary>
/// <remarks>
/// As in Laarman, van de Pol, Weber, "Boosting Multi-Core Reachability Performance with Shared Hash Tables", FMCAD
/// 2010: nothing is taken out or moved, who looks for something needs no lock, and a free slot is taken by a
/// compare-and-swap. Departs: it grows. Whoever adds to a table says so where nobody else writes, and looks then
/// whether the table grows; who lets it grow says that, has all processors see it, and waits for those who said first.
/// So only growing, which is seldom, pays for the order of the two, and it leaves the old slots as they were. Of the
/// room in a table each thread takes some at a time, so that they need not count together.
/// </remarks>
internal sealed class SharedFingerprintSet
{
    /// <summary>At a time a thread takes room for one of so many slots of a table, as a shift.</summary>
    private const int ShareShift = 10;

    private const int ShareMax = 256;

    private readonly Lock _gate = new();
    private readonly Lock[] _growing =
        [.. Enumerable.Range(0, FingerprintTable.Tables).Select(static _ => new Lock())];

    /// <summary>Apart from what is written to at every addition, as it is read at every look.</summary>
    private readonly ulong[]?[] _slots = new ulong[]?[FingerprintTable.Tables];
    private readonly bool[] _grows = new bool[FingerprintTable.Tables];

    /// <summary>How many are in each table, with what threads took of its room and did not use yet.</summary>
    private readonly int[] _taken = new int[FingerprintTable.Tables];
    private SharedFingerprintHand[] _hands = [];

    /// <summary>How many there are; while threads add, about so many.</summary>
    internal long Count
    {
        get
        {
            lock (_gate)
            {
                var taken = _taken.Sum(static taken => (long)taken);
                return Math.Max(0, taken - _hands.Sum(static hand => (long)hand.Room));
            }
        }
    }

    /// <summary>One more thread takes part.</summary>
    internal SharedFingerprintHand Join()
    {
        lock (_gate)
        {
            SharedFingerprintHand hand = new(this);
            _hands = [.. _hands, hand];
            return hand;
        }
    }

    /// <summary>What stands where a fingerprint is looked for first: see <see cref="FingerprintTable"/>.</summary>
    internal ulong Fetch(ulong fingerprint) =>
        FingerprintTable.Fetch(SlotsOf(FingerprintTable.NumberOf(fingerprint)), fingerprint);

    /// <summary>
    /// The mark of a fingerprint, which may lack what others add to it meanwhile; -1 when it is not there.
    /// </summary>
    internal int MarkOf(ulong fingerprint) =>
        FingerprintTable.MarkOf(SlotsOf(FingerprintTable.NumberOf(fingerprint)), fingerprint);

    /// <summary>Whether a fingerprint is there.</summary>
    internal bool Has(ulong fingerprint) => MarkOf(fingerprint) >= 0;

    /// <summary>All of them. Nobody may be at it.</summary>
    internal IEnumerable<ulong> All() => _slots.SelectMany(FingerprintTable.All);

    /// <summary>Takes all out. Nobody else may be at it.</summary>
    internal void Clear()
    {
        Array.Clear(_slots);
        Array.Clear(_taken);
        foreach (var hand in _hands) { hand.Clear(); }
    }

    /// <summary>Writes all with their marks. Nobody else may be at it.</summary>
    internal void Keep(CheckpointWriter writer)
    {
        for (var number = 0; number < _slots.Length; number++)
        {
            var count = _taken[number] - _hands.Sum(hand => hand.RoomIn(number));
            KeptFingerprints.Write(writer, count, _slots[number]);
        }
    }

    /// <summary>Reads all with their marks; it is empty.</summary>
    internal void Recall(CheckpointReader reader)
    {
        for (var number = 0; number < _slots.Length; number++)
        {
            FingerprintTable table = default;
            KeptFingerprints.Read(reader, ref table, number);
            (_slots[number], _taken[number]) = (table.Slots, table.Count);
        }
    }

    /// <summary>Where what is in a table is looked for.</summary>
    internal ulong[]? SlotsOf(int number) => Volatile.Read(ref _slots[number]);

    /// <summary>Whether a table grows; then nobody may write to its slots.</summary>
    internal bool Grows(int number) => Volatile.Read(ref _grows[number]);

    /// <summary>Waits until a table has grown.</summary>
    internal void Await(int number)
    {
        lock (_growing[number]) { }
    }

    /// <summary>Takes some of the room in a table, which grows when it has none.</summary>
    /// <returns>For how many there is room; at least 1.</returns>
    internal int TakeRoom(int number)
    {
        while (true)
        {
            var slots = SlotsOf(number);
            var length = slots?.Length ?? 0;
            var taken = Volatile.Read(ref _taken[number]);
            var share = Math.Min(
                Math.Clamp(length >> ShareShift, 1, ShareMax), FingerprintTable.RoomOf(length) - taken);
            if (share <= 0) { Grow(number, slots); }
            else if (Interlocked.CompareExchange(ref _taken[number], taken + share, taken) == taken) { return share; }
        }
    }

    private void Grow(int number, ulong[]? full)
    {
        lock (_growing[number])
        {
            if (_slots[number] != full) { return; }
            Volatile.Write(ref _grows[number], true);
            Interlocked.MemoryBarrierProcessWide();
            foreach (var hand in Hands()) { hand.AwaitLeft(number); }
            Volatile.Write(ref _slots[number], FingerprintTable.Grown(full ?? [], number));
            Volatile.Write(ref _grows[number], false);
        }

        FingerprintTable.LeaveBehind(full?.Length ?? 0, number);
    }

    private SharedFingerprintHand[] Hands()
    {
        lock (_gate) { return _hands; }
    }
}
