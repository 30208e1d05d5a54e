namespace VfioActors.Races.Programs;

/// <summary>A type of the language.</summary>
internal abstract record RaceType
{
    /// <summary>How many indices an xarray has: beyond them it is said that there are no more.</summary>
    internal const int XArrayLength = 8;

    /// <summary>How much work, and how many who wait for it, a work queue can have at a time.</summary>
    internal const int QueueLength = 12;

    /// <summary>Of a task its state, what it is asked, who holds it, what it gave back, and that it parks.</summary>
    internal const int TaskLength = 5;

    /// <summary>A plain number.</summary>
    internal static RaceType Int { get; } = new Number(-32);

    /// <summary>A pointer to anything.</summary>
    internal static RaceType AnyPointer { get; } = new Pointer(new Nothing());

    /// <summary>What a text in quotes is: a pointer to its letters.</summary>
    internal static RaceType Text { get; } = new Pointer(new Number(8));

    /// <summary>The type of what is wrong: more of it need not be said.</summary>
    internal static RaceType Wrong { get; } = new Unknown();

    /// <summary>How many words of shared memory it takes.</summary>
    internal abstract int Words { get; }

    /// <summary>A whole number.</summary>
    /// <param name="Bits">How wide; negative when it has a sign; 1 for a truth value.</param>
    internal sealed record Number(int Bits) : RaceType
    {
        internal override int Words => 1;

        public override string ToString() => Bits == 1 ? "bool" : Bits < 0 ? $"s{-Bits}" : $"u{Bits}";
    }

    /// <summary>Some bits of a word, which others of its fields share.</summary>
    /// <param name="Of">The type of the field.</param>
    /// <param name="Width">How many bits.</param>
    /// <param name="Shift">How many bits of the word stand before them.</param>
    internal sealed record BitField(Number Of, int Width, int Shift) : RaceType
    {
        /// <summary>The last bit of the word that is not theirs any more.</summary>
        internal int End => Shift + Width;

        /// <summary>The bits, at the beginning of a word.</summary>
        internal long Mask => (1L << Width) - 1;

        /// <summary>The type of what is read, which is an int where that can have all values. C11 6.3.1.1.</summary>
        internal RaceType Value => Of.Bits > 0 && Width == 32 ? new Number(32) : Int;

        internal override int Words => 1;

        public override string ToString() => $"{Of}:{Width}";
    }

    /// <summary>A pointer.</summary>
    internal sealed record Pointer(RaceType To) : RaceType
    {
        internal override int Words => 1;

        public override string ToString() => To is Function function
            ? $"{function.Result} (*)({function.Takes})"
            : $"{To} *";
    }

    /// <summary>A structure.</summary>
    internal sealed record Structure(StructureLayout Layout) : RaceType
    {
        internal override int Words => Layout.Words;

        public override string ToString() => $"struct {Layout.Name}";
    }

    /// <summary>Elements in a row.</summary>
    internal sealed record Array(RaceType Of, int Length) : RaceType
    {
        internal override int Words => Of.Words * Length;

        public override string ToString() => $"{Of}[{Length}]";
    }

    /// <summary>A lock, a count or a queue.</summary>
    internal sealed record Sync(SyncKind Kind) : RaceType
    {
        internal override int Words => Kind switch
        {
            SyncKind.XArray => XArrayLength + 1,
            SyncKind.WorkQueue => 1 + (2 * QueueLength),
            SyncKind.Task => TaskLength,
            _ => 1,
        };

        public override string ToString() => Kind switch
        {
            SyncKind.Spinlock => "spinlock_t",
            SyncKind.ReadWriteSpinlock => "rwlock_t",
            SyncKind.Mutex => "struct mutex",
            SyncKind.ReadWriteSemaphore => "struct rw_semaphore",
            SyncKind.Refcount => "refcount_t",
            SyncKind.Atomic => "atomic_t",
            SyncKind.Atomic64 => "atomic64_t",
            SyncKind.Completion => "struct completion",
            SyncKind.WaitQueue => "wait_queue_head_t",
            SyncKind.Work => "struct work_struct",
            SyncKind.Task => "struct task_struct",
            SyncKind.WorkQueue => "struct workqueue_struct",
            SyncKind.Timer => "struct timer_list",
            SyncKind.Hrtimer => "struct hrtimer",
            SyncKind.Tasklet => "struct tasklet_struct",
            SyncKind.IrqWork => "struct irq_work",
            SyncKind.IrqLine or SyncKind.IrqThread => "an interrupt",
            SyncKind.RcuHead => "struct rcu_head",
            SyncKind.XArray => "struct xarray",
            _ => "struct ida",
        };
    }

    /// <summary>A function: there are only pointers to it.</summary>
    /// <param name="Result">What it gives back.</param>
    /// <param name="Parameters">What it takes.</param>
    internal sealed record Function(RaceType Result, IReadOnlyList<RaceType> Parameters) : RaceType
    {
        internal override int Words => 1;

        public bool Equals(Function? other) =>
            other is not null && Result == other.Result && Parameters.SequenceEqual(other.Parameters);

        public override int GetHashCode() => Parameters.Count;

        /// <summary>What it takes, for people.</summary>
        internal string Takes => Parameters.Count == 0 ? "void" : string.Join(", ", Parameters);

        public override string ToString() => $"{Result} ({Takes})";
    }

    /// <summary>Nobody knows.</summary>
    internal sealed record Unknown : RaceType
    {
        internal override int Words => 1;

        public override string ToString() => "unknown";
    }

    /// <summary>What a function gives back that gives nothing back.</summary>
    internal sealed record Nothing : RaceType
    {
        internal override int Words => 1;

        public override string ToString() => "void";
    }
}
