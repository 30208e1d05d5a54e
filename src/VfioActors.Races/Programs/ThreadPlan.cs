using VfioActors.Races.Syntax;

namespace VfioActors.Races.Programs;

/// <summary>A thread with its code.</summary>
/// <param name="Name">Such as <c>CPU0</c>.</param>
/// <param name="Kind">What runs it.</param>
internal sealed record ThreadPlan(string Name, ThreadKind Kind)
{
    /// <summary>The registers that say where the thread is beside its code, before those of its variables.</summary>
    internal const int SpinDepth = 0, RcuDepth = 1, IrqDepth = 2, Argument = 3, FirstHeld = 4, HeldMax = 8;

    /// <summary>The first register of its variables: a held lock takes two, its address and its line.</summary>
    internal const int FirstFree = LeftOut + 1;

    /// <summary>
    /// Where it is noted which lock was taken under which: two registers each, the locks and the lines.
    /// </summary>
    internal const int FirstOrder = FirstHeld + (2 * HeldMax), OrdersMax = 16;

    /// <summary>The line of the first lock of which one or the other was not noted for want of room; else 0.</summary>
    internal const int LeftOut = FirstOrder + (2 * OrdersMax);

    /// <summary>
    /// How much deeper preempt_disable makes <see cref="SpinDepth"/>: more than all spinlocks that a thread can hold.
    /// So much deeper makes what is a read side without rcu_read_lock <see cref="RcuDepth"/>.
    /// </summary>
    internal const int Unpreempted = 1 << 16;

    /// <summary>
    /// How much deeper srcu_read_lock makes <see cref="RcuDepth"/>, in which all below this is about RCU.
    /// </summary>
    internal const long UnderSrcu = 1L << 32;

    /// <summary>How much deeper local_bh_disable makes <see cref="SpinDepth"/>.</summary>
    internal const long WithoutSoftirqs = 1L << 32;

    /// <summary>Whether it is a softirq: a timer, or what RCU calls.</summary>
    internal bool IsSoftirq => Kind == ThreadKind.Softirq || IsCallback;

    /// <summary>Whether it is an interrupt, of a device or of a timer: none comes to it.</summary>
    internal bool IsInterrupt => Kind is ThreadKind.Irq or ThreadKind.Hrtimer;

    /// <summary>Whether it is a function that RCU calls, which must not sleep.</summary>
    internal bool IsCallback { get; init; }

    /// <summary>Whether somebody may wait for such a function: then it says when it is done.</summary>
    internal bool IsAwaited { get; init; }

    /// <summary>Its code, from the first instruction.</summary>
    internal required IReadOnlyList<Instruction> Code { get; init; }

    /// <summary>How many registers it has.</summary>
    internal required int Registers { get; init; }

    /// <summary>For each instruction at which it waits the registers that matter from then on.</summary>
    internal required IReadOnlyList<bool[]?> Live { get; init; }

    /// <summary>The critical sections that are one step each, by the instruction that takes the lock.</summary>
    internal IReadOnlyDictionary<int, Section> Sections { get; init; } = new SortedDictionary<int, Section>();

    /// <summary>Whether it begins by itself.</summary>
    internal required bool BeginsItself { get; init; }

    /// <summary>The thread that it interrupts; -1 for none.</summary>
    internal int Interrupts { get; init; } = -1;

    /// <summary>Whether it is an interrupt that comes to no other processor: the code of that stands still.</summary>
    internal bool IsBound { get; init; }

    /// <summary>
    /// Whether it comes, as an interrupt, to another thread wherever that runs, if interrupts are on there: one of no
    /// processor to any code, one of a processor to what runs on any.
    /// </summary>
    internal bool ComesAnywhereTo(ThreadPlan other) =>
        !other.IsInterrupt
        && (!IsBound || other.Kind is ThreadKind.Worker or ThreadKind.Softirq or ThreadKind.Deferred);

    /// <summary>The object of the interrupts for which it stands still; -1 where there are none.</summary>
    internal int Gate { get; init; } = -1;

    /// <summary>The first of the registers that count allocations; those are the last ones.</summary>
    internal int FirstCounter { get; init; }

    /// <summary>The line of its head.</summary>
    internal int Line { get; init; }
}
