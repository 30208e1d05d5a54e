using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Places;

namespace VfioActors.Exploration.Strategies.Sharing;

/// <summary>
/// A set of the fingerprints of states to which several threads add, and for each of them whether all that can follow
/// was met: see <see cref="FingerprintTable"/>.
/// </summary>
/// <remarks>
/// Each table has a lock of its own: threads seldom meet at one, and a table grows while the others are used.
/// </remarks>
internal sealed class SharedFingerprintSet
{
    private readonly Guarded[] _tables = new Guarded[FingerprintTable.Tables];

    /// <summary>How many there are.</summary>
    internal long Count => _tables.Sum(static guarded => (long)guarded.Table.Count);

    /// <summary>Adds a fingerprint.</summary>
    /// <param name="isFinished">Whether it was there, and finished.</param>
    /// <returns>False when it was there.</returns>
    internal bool Add(ulong fingerprint, out bool isFinished)
    {
        ref var guarded = ref Enter(fingerprint);
        var isNew = guarded.Table.TryAdd(fingerprint, mark: 0, out var marks);
        guarded.Exit();
        isFinished = ((FingerprintMarks)marks & FingerprintMarks.Finished) != 0;
        return isNew;
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
    internal void Clear() => Array.Clear(_tables);

    /// <summary>Writes all with their marks. Nobody else may be at it.</summary>
    internal void Keep(CheckpointWriter writer)
    {
        foreach (ref readonly var guarded in _tables.AsSpan()) { KeptFingerprints.Write(writer, in guarded.Table); }
    }

    /// <summary>Reads all with their marks; it is empty.</summary>
    internal void Recall(CheckpointReader reader)
    {
        foreach (ref var guarded in _tables.AsSpan()) { KeptFingerprints.Read(reader, ref guarded.Table); }
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
