using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>The locks that a thread holds: in its registers, in the order in which it took them.</summary>
internal static class HeldLocks
{
    /// <summary>Notes what became of a request that was answered.</summary>
    internal static void Note(TaskState state, Instruction asked, long answer)
    {
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
                yield return (state.Registers[place], (int)state.Registers[place + 1]);
            }
        }
    }

    private static void Take(TaskState state, Instruction asked)
    {
        if (asked.Access is Access.Lock or Access.ReadLock)
        {
            for (var at = 0; at < ThreadPlan.HeldMax; at++)
            {
                var place = ThreadPlan.FirstHeld + (2 * at);
                var (address, line) = (state.Registers[place], (int)state.Registers[place + 1]);
                if (address == 0) { continue; }
                LockOrders.Note(state, new(address, line, state.Registers[asked.A], asked.Line));
            }
        }

        state.Registers[ThreadPlan.SpinDepth] += asked.Limit;
        for (var at = 0; at < ThreadPlan.HeldMax; at++)
        {
            var place = ThreadPlan.FirstHeld + (2 * at);
            if (state.Registers[place] != 0) { continue; }
            state.Registers[place] = state.Registers[asked.A];
            state.Registers[place + 1] = asked.Line;
            return;
        }
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
