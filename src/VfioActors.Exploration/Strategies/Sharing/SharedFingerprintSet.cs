using VfioActors.Exploration.Checkpoints;

namespace VfioActors.Exploration.Strategies.Sharing;

/// <summary>
/// A set of the fingerprints of states to which several threads add, and for each of them whether all that can follow
/// was met: nine bytes each and what is free between them.
/// </summary>
/// <remarks>
/// A table for each value of the high bits, with a lock of its own: threads seldom meet at one, and a table grows while
/// the others are used. Otherwise as <see cref="Worlds.FingerprintSet"/>.
/// </remarks>
internal sealed class SharedFingerprintSet
{
    private const int FirstSlots = 16;
    private const int TableBits = 9;

    /// <summary>A table smaller than this grows to twice its size, a larger one by half.</summary>
    private const int SlotsDoubled = 1 << 13;

    private readonly Table[] _tables = new Table[1 << TableBits];

    /// <summary>How many there are.</summary>
    internal long Count => _tables.Sum(static table => (long)table.Count);

    /// <summary>Adds a fingerprint.</summary>
    /// <param name="isFinished">Whether it was there, and finished.</param>
    /// <returns>False when it was there.</returns>
    internal bool Add(ulong fingerprint, out bool isFinished)
    {
        var sought = fingerprint == 0 ? 1 : fingerprint;
        ref var table = ref TableOf(sought);
        table.Enter();
        var isNew = table.TryAdd(sought, out var marks);
        table.Exit();
        isFinished = (marks & FingerprintMarks.Finished) != 0;
        return isNew;
    }

    /// <summary>Marks a fingerprint that is there.</summary>
    /// <returns>The marks that it had before.</returns>
    internal FingerprintMarks Mark(ulong fingerprint, FingerprintMarks marks)
    {
        var sought = fingerprint == 0 ? 1 : fingerprint;
        ref var table = ref TableOf(sought);
        table.Enter();
        var before = table.Mark(sought, marks);
        table.Exit();
        return before;
    }

    /// <summary>Whether a fingerprint is there.</summary>
    internal bool Has(ulong fingerprint)
    {
        var sought = fingerprint == 0 ? 1 : fingerprint;
        ref var table = ref TableOf(sought);
        table.Enter();
        var has = table.Has(sought);
        table.Exit();
        return has;
    }

    /// <summary>All of them, as they are when each table is come to.</summary>
    internal IEnumerable<ulong> All()
    {
        for (var at = 0; at < _tables.Length; at++)
        {
            foreach (var fingerprint in Copy(at))
            {
                if (fingerprint != 0) { yield return fingerprint; }
            }
        }
    }

    /// <summary>Takes all out. Nobody else may be at it.</summary>
    internal void Clear() => Array.Clear(_tables);

    /// <summary>Writes all with their marks. Nobody else may be at it.</summary>
    internal void Keep(CheckpointWriter writer)
    {
        writer.Write(Count);
        foreach (var table in _tables) { table.Keep(writer); }
    }

    /// <summary>Reads all with their marks; it is empty.</summary>
    internal void Recall(CheckpointReader reader)
    {
        const byte All = (byte)(FingerprintMarks.Finished | FingerprintMarks.Awaited);
        for (var left = reader.ReadCount(sizeof(ulong) + 1); left > 0; left--)
        {
            var fingerprint = reader.ReadWord();
            if (!Add(fingerprint, out _)) { throw reader.Wrong("the same fingerprint again"); }
            Mark(fingerprint, (FingerprintMarks)reader.ReadByte(All));
        }
    }

    private ulong[] Copy(int at)
    {
        ref var table = ref _tables[at];
        table.Enter();
        var copy = table.Copy();
        table.Exit();
        return copy;
    }

    private ref Table TableOf(ulong fingerprint) => ref _tables[fingerprint >> (64 - TableBits)];

    /// <summary>One table; 0 is a free slot.</summary>
    private struct Table
    {
        private int _holders;
        private ulong[]? _slots;
        private FingerprintMarks[]? _marks;

        internal int Count { get; private set; }

        internal void Enter()
        {
            SpinWait wait = default;
            while (Interlocked.CompareExchange(ref _holders, 1, 0) != 0) { wait.SpinOnce(); }
        }

        internal void Exit() => Volatile.Write(ref _holders, 0);

        internal bool TryAdd(ulong fingerprint, out FingerprintMarks marks)
        {
            if (_slots is null || Count == _slots.Length * 4L / 5) { Grow(); }
            var at = Find(fingerprint);
            marks = _marks![at];
            if (_slots![at] == fingerprint) { return false; }
            _slots[at] = fingerprint;
            Count++;
            return true;
        }

        internal readonly FingerprintMarks Mark(ulong fingerprint, FingerprintMarks marks)
        {
            ref var mark = ref _marks![Find(fingerprint)];
            var before = mark;
            mark |= marks;
            return before;
        }

        internal readonly bool Has(ulong fingerprint) => _slots is not null && _slots[Find(fingerprint)] == fingerprint;

        internal readonly ulong[] Copy() => [.. _slots ?? []];

        internal readonly void Keep(CheckpointWriter writer)
        {
            for (var at = 0; at < _slots?.Length; at++)
            {
                if (_slots[at] == 0) { continue; }
                writer.Write(_slots[at]);
                writer.WriteByte((byte)_marks![at]);
            }
        }

        /// <summary>Where a fingerprint is or could be.</summary>
        private readonly int Find(ulong fingerprint)
        {
            var slots = _slots!;
            var at = PlaceOf(fingerprint, slots.Length);
            while (slots[at] != fingerprint && slots[at] != 0) { at = at + 1 == slots.Length ? 0 : at + 1; }
            return at;
        }

        /// <summary>By the 32 bits below those that say which table: as far along in it as they are in all.</summary>
        private static int PlaceOf(ulong fingerprint, int slots) =>
            (int)(((fingerprint >> (32 - TableBits)) & uint.MaxValue) * (uint)slots >> 32);

        private void Grow()
        {
            var (old, marks) = (_slots ?? [], _marks ?? []);
            var slots = Math.Max(FirstSlots, old.Length + (old.Length < SlotsDoubled ? old.Length : old.Length / 2));
            (_slots, _marks) = (new ulong[slots], new FingerprintMarks[slots]);
            for (var from = 0; from < old.Length; from++)
            {
                if (old[from] == 0) { continue; }
                var at = Find(old[from]);
                (_slots[at], _marks[at]) = (old[from], marks[from]);
            }
        }
    }
}
