using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>The locks that a thread holds: in its registers, in the order in which it took them.</summary>
internal static class HeldLocks
{
    /// <summary>Notes what became of a request that was answered.</summary>
    /// <param name="isOpen">Whether it is noted, too, what may come to whoever holds a lock.</param>
    internal static void Note(TaskState state, Instruction asked, long answer, bool isOpen)
    {
        if (isOpen) { NoteOpen(state, asked, answer); }
        switch (asked.Access)
        {
            case Access.Lock or Access.ReadLock:
                Take(state, asked);
                break;
            case Access.TryLock or Access.TryReadLock when answer != 0:
                Take(state, asked);
                break;
            case Access.Unlock or Access.ReadUnlock:
                Give(state, state.Registers[asked.A], asked.Limit);
                break;
            default:
                break;
        }
    }

    /// <summary>The locks, each with the line at which it was taken.</summary>
    internal static IEnumerable<(long Address, int Line)> Of(TaskState state)
    {
        for (var at = 0; at < ThreadPlan.HeldMax; at++)
        {
            var place = ThreadPlan.FirstHeld + (2 * at);
            if (state.Registers[place] != 0)
            {
                yield return (state.Registers[place], LockPlace.LineOf((int)state.Registers[place + 1]));
            }
        }
    }

    /// <summary>Notes that a lock was taken and given back in one step.</summary>
    internal static void Pass(TaskState state, Instruction asked)
    {
        OpenLocks.Note(state, asked);
        NoteOrder(state, asked);
    }

    /// <summary>
    /// A timer that runs is like a lock for whoever waits for that, and what interrupts it may want a lock of that one:
    /// lock_map_acquire in call_timer_fn and __timer_delete_sync, kernel/time/timer.c, Linux 6.12.
    /// </summary>
    private static void NoteOpen(TaskState state, Instruction asked, long answer)
    {
        switch (asked.Access)
        {
            case Access.Reopen: OpenLocks.NoteHeld(state, asked, answer != 0); break;
            case Access.Disarm when TimerTaking.WaitsForSoftirq(state.Registers[asked.B]):
                NoteOrder(state, asked);
                break;
            case Access.Expire when answer != 0 && state.Plan.IsSoftirq:
                OpenLocks.NoteHeld(state, asked, isShared: false);
                break;
            default:
                if (asked.Limit > 0 && IsTaken(asked, answer)) { OpenLocks.Note(state, asked); }
                break;
        }
    }

    private static bool IsTaken(Instruction asked, long answer) => asked.Access is Access.Lock or Access.ReadLock
        || (asked.Access is Access.TryLock or Access.TryReadLock && answer != 0);

    private static void NoteOrder(TaskState state, Instruction asked)
    {
        for (var at = 0; at < ThreadPlan.HeldMax; at++)
        {
            var place = ThreadPlan.FirstHeld + (2 * at);
            var (address, outer) = (state.Registers[place], (int)state.Registers[place + 1]);
            if (address == 0) { continue; }
            LockOrders.Note(state, new(address, outer, state.Registers[asked.A], LockPlace.Of(asked)));
        }
    }

    private static void Take(TaskState state, Instruction asked)
    {
        if (asked.Access is Access.Lock or Access.ReadLock) { NoteOrder(state, asked); }
        state.Registers[ThreadPlan.SpinDepth] += asked.Limit;
        for (var at = 0; at < ThreadPlan.HeldMax; at++)
        {
            var place = ThreadPlan.FirstHeld + (2 * at);
            if (state.Registers[place] != 0) { continue; }
            state.Registers[place] = state.Registers[asked.A];
            state.Registers[place + 1] = LockPlace.Of(asked);
            return;
        }

        LockOrders.LeaveOut(state, asked.Line);
    }

    private static void Give(TaskState state, long address, int spins)
    {
        state.Registers[ThreadPlan.SpinDepth] -= spins;
        var from = 0;
        for (var at = 0; at < ThreadPlan.HeldMax; at++)
        {
            var place = ThreadPlan.FirstHeld + (2 * at);
            if (from == 0 && state.Registers[place] == address) { from = place; }
            if (from == 0) { continue; }
            var isLast = at == ThreadPlan.HeldMax - 1;
            state.Registers[place] = isLast ? 0 : state.Registers[place + 2];
            state.Registers[place + 1] = isLast ? 0 : state.Registers[place + 3];
        }
    }
}
