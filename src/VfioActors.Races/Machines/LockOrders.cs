using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>
/// Which locks a thread took while it held which, in its registers: the first of each pair, up to a few.
/// </summary>
internal static class LockOrders
{
    private const int Half = 32;
    private const int AddressShift = 20;
    private const long AddressMask = (1L << Half) - 1;

    /// <summary>Notes a pair, unless it is known or there is no more room.</summary>
    internal static void Note(TaskState state, LockOrder order)
    {
        if (order.Outer == order.Inner) { return; }
        var locks = (Short(order.Outer) << Half) | Short(order.Inner);
        for (var at = 0; at < ThreadPlan.OrdersMax; at++)
        {
            var place = ThreadPlan.FirstOrder + (2 * at);
            if (state.Registers[place] == locks) { return; }
            if (state.Registers[place] != 0) { continue; }
            state.Registers[place] = locks;
            state.Registers[place + 1] = ((long)order.OuterLine << Half) | (uint)order.InnerLine;
            return;
        }
    }

    /// <summary>The pairs.</summary>
    internal static IEnumerable<LockOrder> Of(TaskState state)
    {
        for (var at = 0; at < ThreadPlan.OrdersMax; at++)
        {
            var place = ThreadPlan.FirstOrder + (2 * at);
            var (locks, lines) = (state.Registers[place], state.Registers[place + 1]);
            if (locks == 0) { yield break; }
            yield return new(
                Long(locks >> Half & AddressMask),
                (int)(lines >> Half),
                Long(locks & AddressMask),
                unchecked((int)lines));
        }
    }

    /// <summary>An address in 32 bits: an object in the upper 20, a word of it in the lower 12.</summary>
    private static long Short(long address) =>
        ((long)(Pointers.ObjectOf(address) + 1) << (Half - AddressShift)) | (uint)Pointers.OffsetOf(address) & 0xfff;

    private static long Long(long packed) =>
        Pointers.To((int)(packed >> (Half - AddressShift)) - 1, (int)(packed & 0xfff));
}
