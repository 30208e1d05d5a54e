using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Places;

namespace VfioActors.Exploration.Strategies.Sharing;

/// <summary>
/// A set of the fingerprints of states to which several threads add, and for each of them whether all that can follow
/// was met: see <see cref="FingerprintTable"/>.
/// </summary>
/// <remarks>
/// Each table has a lock of its own: threads seldom meet at one, and a table grows while the others are used. Whoever
/// looks for what is there needs none, as in Laarman, van de Pol, Weber, "Boosting Multi-Core Reachability Performance
/// with Shared Hash Tables", FMCAD 2010: nothing is taken out or moved, and a table that grows leaves the old one as it
/// was. Departs: who does not find it looks again with the lock, and adds it then.
/// </remarks>
internal sealed class SharedFingerprintSet
{
    private readonly Guarded[] _tables = new Guarded[FingerprintTable.Tables];

    /// <summary>
    /// Where what is in each table can be looked for without its lock. Apart from the locks, which are written to at
    /// every addition: then no thread waits for the processor of another to give their place in memory back.
    /// </summary>
    private readonly ulong[]?[] _slots = new ulong[]?[FingerprintTable.Tables];

    /// <summary>How many there are.</summary>
    internal long Count => _tables.Sum(static guarded => (long)guarded.Table.Count);

    /// <summary>Adds a fingerprint.</summary>
    /// <param name="isFinished">Whether it was there, and finished.</param>
    /// <returns>False when it was there.</returns>
    internal bool Add(ulong fingerprint, out bool isFinished)
    {
        var isNew = Add(fingerprint, mark: 0, out var found);
        isFinished = ((FingerprintMarks)found & FingerprintMarks.Finished) != 0;
        return isNew;
    }

    /// <summary>Adds a fingerprint with a mark.</summary>
    /// <param name="mark">From 0 to <see cref="FingerprintTable.MarkMax"/>.</param>
    /// <param name="found">
    /// The mark that it has now; when it was there, one that it had, which may lack what was added to it since.
    /// </param>
    /// <returns>False when it was there.</returns>
    internal bool Add(ulong fingerprint, int mark, out int found)
    {
        var number = FingerprintTable.NumberOf(fingerprint);
        found = FingerprintTable.MarkOf(Volatile.Read(ref _slots[number]), fingerprint);
        return found < 0 && AddWithLock(number, fingerprint, mark, out found);
    }

    /// <summary>What stands where a fingerprint is looked for first: see <see cref="FingerprintTable"/>.</summary>
    internal ulong Fetch(ulong fingerprint) => FingerprintTable.Fetch(
        Volatile.Read(ref _slots[FingerprintTable.NumberOf(fingerprint)]), fingerprint);

    /// <summary>The mark of a fingerprint; -1 when it is not there.</summary>
    internal int MarkOf(ulong fingerprint)
    {
        ref var guarded = ref Enter(fingerprint);
        var mark = guarded.Table.MarkOf(fingerprint);
        guarded.Exit();
        return mark;
    }

    /// <summary>Marks a fingerprint that is there.</summary>
    /// <returns>The marks that it had before.</returns>
    internal FingerprintMarks Mark(ulong fingerprint, FingerprintMarks marks)
    {
        ref var guarded = ref Enter(fingerprint);
        var before = guarded.Table.Mark(fingerprint, (int)marks);
        guarded.Exit();
        return (FingerprintMarks)before;
    }

    /// <summary>Marks a fingerprint that is there, if its mark is as it should be.</summary>
    /// <param name="wanted">What the mark must be.</param>
    /// <param name="free">The bits that are not looked at.</param>
    /// <param name="mark">Some of those bits: which to set.</param>
    /// <returns>The mark that it had before; null when that is another one.</returns>
    internal int? TryMark(ulong fingerprint, int wanted, int free, int mark)
    {
        ref var guarded = ref Enter(fingerprint);
        var before = guarded.Table.TryMark(fingerprint, wanted, free, mark);
        guarded.Exit();
        return before < 0 ? null : before;
    }

    /// <summary>Whether a fingerprint is there.</summary>
    internal bool Has(ulong fingerprint)
    {
        ref var guarded = ref Enter(fingerprint);
        var has = guarded.Table.Has(fingerprint);
        guarded.Exit();
        return has;
    }

    /// <summary>All of them, as they are when each table is come to.</summary>
    internal IEnumerable<ulong> All() => Enumerable.Range(0, _tables.Length).SelectMany(Copy);

    /// <summary>Takes all out. Nobody else may be at it.</summary>
    internal void Clear()
    {
        Array.Clear(_tables);
        Array.Clear(_slots);
    }

    /// <summary>Writes all with their marks. Nobody else may be at it.</summary>
    internal void Keep(CheckpointWriter writer)
    {
        foreach (ref readonly var guarded in _tables.AsSpan()) { KeptFingerprints.Write(writer, in guarded.Table); }
    }

    /// <summary>Reads all with their marks; it is empty.</summary>
    internal void Recall(CheckpointReader reader)
    {
        for (var number = 0; number < _tables.Length; number++)
        {
            KeptFingerprints.Read(reader, ref _tables[number].Table, number);
            _slots[number] = _tables[number].Table.Slots;
        }
    }

    private bool AddWithLock(int number, ulong fingerprint, int mark, out int found)
    {
        ref var guarded = ref _tables[number];
        guarded.Enter();
        var before = guarded.Table.Slots;
        var isNew = guarded.Table.TryAdd(fingerprint, mark, out found);
        if (guarded.Table.Slots != before) { Volatile.Write(ref _slots[number], guarded.Table.Slots); }
        guarded.Exit();
        return isNew;
    }

    private ulong[] Copy(int number)
    {
        ref var guarded = ref _tables[number];
        guarded.Enter();
        var copy = guarded.Table.ToArray(number);
        guarded.Exit();
        return copy;
    }

    /// <summary>The table of a fingerprint, which nobody else is at.</summary>
    private ref Guarded Enter(ulong fingerprint)
    {
        ref var guarded = ref _tables[FingerprintTable.NumberOf(fingerprint)];
        guarded.Enter();
        return ref guarded;
    }

    private struct Guarded
    {
        private int _holders;

        internal FingerprintTable Table;

        internal void Enter()
        {
            SpinWait wait = default;
            while (Interlocked.CompareExchange(ref _holders, 1, 0) != 0) { wait.SpinOnce(); }
        }

        internal void Exit() => Volatile.Write(ref _holders, 0);
    }
}
