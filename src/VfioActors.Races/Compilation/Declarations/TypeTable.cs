using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Declarations;

/// <summary>Types by the names that were written.</summary>
/// <param name="symbols">The structures of the file.</param>
/// <param name="constants">For the lengths of arrays.</param>
internal sealed class TypeTable(Symbols symbols, ConstantEvaluator constants)
{
    /// <summary>The structure that an xarray is where its lock is seen.</summary>
    internal const string XArray = "xarray";

    /// <summary>Its lock there.</summary>
    internal const string XArrayLock = "xa_lock";

    /// <summary>What says there how the lock is taken.</summary>
    internal const string XArrayFlags = "xa_flags";

    private const int LongestArray = 64;

    private static readonly SortedDictionary<string, SyncKind> Kinds = new(StringComparer.Ordinal)
    {
        ["spinlock_t"] = SyncKind.Spinlock,
        ["raw_spinlock_t"] = SyncKind.Spinlock,
        ["rwlock_t"] = SyncKind.ReadWriteSpinlock,
        ["mutex"] = SyncKind.Mutex,
        ["rw_semaphore"] = SyncKind.ReadWriteSemaphore,
        ["refcount_t"] = SyncKind.Refcount,
        ["atomic_t"] = SyncKind.Atomic,
        ["atomic64_t"] = SyncKind.Atomic64,
        ["atomic_long_t"] = SyncKind.Atomic64,
        ["completion"] = SyncKind.Completion,
        ["wait_queue_head_t"] = SyncKind.WaitQueue,
        ["wait_queue_head"] = SyncKind.WaitQueue,
        ["work_struct"] = SyncKind.Work,
        ["task_struct"] = SyncKind.Task,
        ["workqueue_struct"] = SyncKind.WorkQueue,
        ["__timer_t"] = SyncKind.Timer,
        ["__hrtimer_t"] = SyncKind.Hrtimer,
        ["__tasklet_t"] = SyncKind.Tasklet,
        ["__irq_work_t"] = SyncKind.IrqWork,
        ["__irq_line_t"] = SyncKind.IrqLine,
        ["__irq_thread_t"] = SyncKind.IrqThread,
        ["rcu_head"] = SyncKind.RcuHead,
        [XArray] = SyncKind.XArray,
        ["__xarray_t"] = SyncKind.XArray,
        ["ida"] = SyncKind.Ida,
    };

    /// <summary>Names of structures without the word before them.</summary>
    private static readonly SortedDictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["seqcount_t"] = "seqcount",
        ["seqlock_t"] = "seqlock",
        ["seqcount_spinlock_t"] = "seqcount_spinlock",
        ["seqcount_raw_spinlock_t"] = "seqcount_spinlock",
        ["seqcount_rwlock_t"] = "seqcount_rwlock",
        ["seqcount_mutex_t"] = "seqcount_mutex",
        ["seqcount_latch_t"] = "seqcount_latch",
        ["wait_queue_entry_t"] = "wait_queue_entry",
    };

    /// <summary>Finds the type that something has where code is written; null outside of functions.</summary>
    internal Func<Expression, RaceType>? Asked { get; set; }

    /// <summary>Whether tasks sleep by their state: then what waits in a queue is an entry of a list.</summary>
    internal bool KeepsTasks { get; set; }

    /// <summary>Whether the lock of an xarray is seen: then that is a structure with it.</summary>
    internal bool LocksXarrays { get; init; }

    /// <summary>The type of a name, its stars included.</summary>
    internal RaceType Of(TypeName name)
    {
        var type = Plain(name);
        if (type is RaceType.Structure { Layout.IsComplete: false } unknown && name.Stars == 0)
        {
            symbols.Problems.Add(
                name.At,
                $"struct {unknown.Layout.Name} has no fields here",
                LeftOut.Hint(unknown.Layout.Name, symbols.StructureNames.Where(other => other != name.Name)
                    .Concat(Kinds.Keys)));
            return RaceType.Int;
        }

        for (var star = 0; star < name.Stars; star++) { type = new RaceType.Pointer(type); }
        return type;
    }

    /// <summary>The type of a variable or field, its length included.</summary>
    internal RaceType Of(Declarator declared)
    {
        var type = Of(declared.Type);
        if (type is RaceType.Nothing)
        {
            symbols.Problems.Add(declared.At, $"'{declared.Name}' cannot be void");
            return RaceType.Int;
        }

        if (type is RaceType.Function)
        {
            symbols.Problems.Add(declared.At, $"'{declared.Name}' is a function here",
                "a pointer to one has a * before its name");
            return RaceType.Wrong;
        }

        var bits = declared.Bits;
        if (declared.Length is null) { return bits is null ? type : BitsOf(type, bits, declared.Name.Length > 0); }
        foreach (var inner in declared.Inner.Reverse()) { type = RowOf(type, inner); }
        var row = RowOf(type, declared.Length);
        return bits is null ? row : BitsOf(row, bits, isNamed: true);
    }

    private RaceType.Array RowOf(RaceType type, Expression length)
    {
        if (constants.Of(length) is var known and > 0 and <= LongestArray)
        {
            return new RaceType.Array(type, (int)known);
        }

        symbols.Problems.Add(length.At, $"expected a number from 1 to {LongestArray}");
        return new RaceType.Array(type, 1);
    }

    private RaceType BitsOf(RaceType type, Expression bits, bool isNamed)
    {
        const int most = 32;
        if (type is not RaceType.Number number)
        {
            symbols.Problems.Add(bits.At, $"a bit field is a number, this is a {type}");
            return RaceType.Wrong;
        }

        var least = isNamed ? 1 : 0;
        var width = constants.Of(bits);
        if (width >= least && width <= Math.Min(most, Math.Abs(number.Bits)))
        {
            return new RaceType.BitField(number, (int)width, 0);
        }

        symbols.Problems.Add(
            bits.At, $"expected a number from {least} to {Math.Min(most, Math.Abs(number.Bits))}",
            number.Bits is 64 or -64 ? "what has more bits is computed in as many, and read with a mask here" : null);
        return RaceType.Int;
    }

    /// <summary>The type of a function.</summary>
    internal RaceType.Function Of(Item.Function function) =>
        new(Of(function.Result), [.. function.Parameters.Select(one => Taken(Of(one)))]);

    /// <summary>A function takes the address of a row, and a pointer to a function.</summary>
    private static RaceType Taken(RaceType type) => type switch
    {
        RaceType.Array row => new RaceType.Pointer(row.Of),
        RaceType.Function => new RaceType.Pointer(type),
        _ => type,
    };

    private RaceType Plain(TypeName name)
    {
        if (name.Signature is { } function)
        {
            return new RaceType.Function(
                Of(function.Result), [.. function.Parameters.Select(one => Taken(Of(one)))]);
        }

        if (name.Asked is { } asked)
        {
            if (Asked is { } find) { return find(asked); }
            symbols.Problems.Add(name.At, "typeof of what has a value stands in functions alone", "write the type");
            return RaceType.Wrong;
        }

        if (name.Name == TypeName.Deduced)
        {
            symbols.Problems.Add(name.At,
                $"{name.Name} is the type of a variable of a function, by the number or pointer that it starts with");
            return RaceType.Wrong;
        }

        if (KeepsTasks && name.Name is "wait_queue_head" or "wait_queue_head_t")
        {
            return new RaceType.Structure(symbols.LayoutOf("wait_queue_head"));
        }

        if (LocksXarrays && name.Name == XArray) { return new RaceType.Structure(symbols.LayoutOf(XArray)); }
        if (Kinds.TryGetValue(name.Name, out var kind)) { return new RaceType.Sync(kind); }
        if (Short.TryGetValue(name.Name, out var whole)) { return new RaceType.Structure(symbols.LayoutOf(whole)); }
        if (name.IsStruct) { return new RaceType.Structure(symbols.LayoutOf(name.Name)); }
        return name.Name == "void" ? new RaceType.Nothing() : new RaceType.Number(symbols.BitsOf(name));
    }
}
