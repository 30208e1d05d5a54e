using VfioActors.Races.Packing;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Machines;

/// <summary>
/// Which spinlocks a thread takes where interrupts or softirqs may come to it, and which it takes as one of those:
/// whoever waits in a softirq for a lock keeps the code below from giving back what that holds. Noted as pairs among
/// those of <see cref="LockOrders"/>, with a stand-in for all interrupts, or all softirqs, in the place of one lock.
/// mark_usage and check_irq_usage, kernel/locking/lockdep.c, Linux 6.12.
/// </summary>
internal static class OpenLocks
{
    /// <summary>The stand-ins have numbers that no object has.</summary>
    private const int Interrupts = 1 << 19, Softirqs = Interrupts + 1;

    /// <summary>
    /// Whether such pairs say anything of a file: an interrupt or a softirq takes a spinlock, and somebody two, or one
    /// and takes a timer back.
    /// </summary>
    internal static bool Matter(RaceProgram program) =>
        program.Threads.Any(thread => (thread.IsInterrupt || thread.IsSoftirq) && Spins(thread) > 0)
        && program.Threads.Any(thread => Spins(thread) > 1 || (Spins(thread) > 0 && thread.Code.Any(one =>
            one is { Op: Op.Ask, Access: Access.Disarm })));

    /// <summary>Whether the address of a lock is a stand-in.</summary>
    internal static bool IsStandIn(long address) => Pointers.ObjectOf(address) is Interrupts or Softirqs;

    /// <summary>What a stand-in stands for.</summary>
    internal static string Name(long address) =>
        Pointers.ObjectOf(address) == Interrupts ? "interrupts" : "softirqs";

    /// <summary>Whether the lock next to a stand-in is taken together with other readers.</summary>
    internal static bool IsShared(long address) => Pointers.OffsetOf(address) != 0;

    /// <summary>Notes that a thread has got a spinlock.</summary>
    internal static void Note(TaskState state, Instruction asked)
    {
        var plan = state.Plan;
        if (plan.Kind == ThreadKind.Init) { return; }
        var address = state.Registers[asked.A];
        var isShared = asked.Access is Access.ReadLock or Access.TryReadLock;
        var isTried = asked.Access is Access.TryLock or Access.TryReadLock;
        if ((plan.IsInterrupt || plan.IsSoftirq) && !isTried)
        {
            var at = LockPlace.Of(asked);
            var comes = Pointers.To(plan.IsInterrupt ? Interrupts : Softirqs, isShared ? 1 : 0);
            LockOrders.Note(state, new(comes, at, address, at));
        }

        NoteHeld(state, asked, isShared);
    }

    /// <summary>Notes that a thread holds a spinlock, and what may come to it.</summary>
    internal static void NoteHeld(TaskState state, Instruction asked, bool isShared)
    {
        var (plan, address, shared) = (state.Plan, state.Registers[asked.A], isShared ? 1 : 0);
        var at = LockPlace.Of(asked);
        var mark = AskerMark.Of(plan, state.Registers[ThreadPlan.IrqDepth], state.Registers[ThreadPlan.SpinDepth]);
        if (AskerMark.IsOpenToInterrupts(mark))
        {
            LockOrders.Note(state, new(address, at, Pointers.To(Interrupts, shared), at));
        }

        if (AskerMark.IsOpenToSoftirqs(mark))
        {
            LockOrders.Note(state, new(address, at, Pointers.To(Softirqs, shared), at));
        }
    }

    private static int Spins(ThreadPlan thread) =>
        thread.Code.Count(one => one is { Op: Op.Ask, Limit: > 0, Access: Access.Lock or Access.ReadLock });
}
