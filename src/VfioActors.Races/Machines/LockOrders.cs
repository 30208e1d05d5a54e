using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>
/// Which locks a thread took while it held which, in its registers: the first of each pair, up to a few.
/// </summary>
internal static class LockOrders
{
    /// <summary>Notes a pair, unless it is known; or, where there is no more room, that.</summary>
    internal static void Note(TaskState state, LockOrder order)
    {
        if (order.Outer == order.Inner) { return; }
        var locks = LockPair.Of(order.Outer, order.Inner);
        for (var at = 0; at < ThreadPlan.OrdersMax; at++)
        {
            var place = ThreadPlan.FirstOrder + (2 * at);
            if (state.Registers[place] == locks) { return; }
            if (state.Registers[place] != 0) { continue; }
            state.Registers[place] = locks;
            state.Registers[place + 1] = LockPair.OfPlaces(order.OuterPlace, order.InnerPlace);
            return;
        }

        LeaveOut(state, order.InnerLine);
    }

    /// <summary>Notes that something about a lock was not noted.</summary>
    internal static void LeaveOut(TaskState state, int line)
    {
        if (state.Registers[ThreadPlan.LeftOut] == 0) { state.Registers[ThreadPlan.LeftOut] = line; }
    }

    /// <summary>The pairs.</summary>
    internal static IEnumerable<LockOrder> Of(TaskState state)
    {
        for (var at = 0; at < ThreadPlan.OrdersMax; at++)
        {
            var place = ThreadPlan.FirstOrder + (2 * at);
            var (locks, places) = (state.Registers[place], state.Registers[place + 1]);
            if (locks == 0) { yield break; }
            yield return new(
                LockPair.OuterOf(locks),
                LockPair.OuterPlaceOf(places),
                LockPair.InnerOf(locks),
                LockPair.InnerPlaceOf(places));
        }
    }
}
