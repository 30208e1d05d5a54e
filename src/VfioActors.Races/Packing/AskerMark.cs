using VfioActors.Races.Programs;

namespace VfioActors.Races.Packing;

/// <summary>
/// What a lock must know of whoever asks for it. Bit 0: no interrupt can come to it; bit 1: no softirq;
/// bit 2: it is a softirq itself, which may have come to anybody; the others: one more than the thread that it
/// interrupted.
/// </summary>
internal static class AskerMark
{
    private const int NoInterrupts = 1, NoSoftirqs = 2, Softirq = 4, InterruptedShift = 3;

    /// <summary>The mark of a thread.</summary>
    /// <param name="plan">The thread.</param>
    /// <param name="irqDepth">How deep it is in code without interrupts.</param>
    /// <param name="spinDepth">How deep it is in code that must not sleep.</param>
    internal static int Of(ThreadPlan plan, long irqDepth, long spinDepth)
    {
        var isIrq = plan.IsInterrupt;
        var isWithoutSoftirqs = isIrq || plan.IsSoftirq || irqDepth > 0 || spinDepth >= ThreadPlan.WithoutSoftirqs;
        return (isIrq || irqDepth > 0 ? NoInterrupts : 0)
            | (isWithoutSoftirqs ? NoSoftirqs : 0)
            | (plan.IsSoftirq ? Softirq : 0)
            | ((plan.Interrupts + 1) << InterruptedShift);
    }

    /// <summary>Whether an interrupt can come to it.</summary>
    internal static bool IsOpenToInterrupts(int mark) => (mark & NoInterrupts) == 0;

    /// <summary>Whether a softirq can come to it.</summary>
    internal static bool IsOpenToSoftirqs(int mark) => (mark & NoSoftirqs) == 0;

    /// <summary>Whether it is a softirq.</summary>
    internal static bool IsSoftirq(int mark) => (mark & Softirq) != 0;

    /// <summary>The thread that it interrupted; -1 for none.</summary>
    internal static int InterruptedBy(int mark) => (mark >> InterruptedShift) - 1;

    /// <summary>What of it a thread that waits is remembered with.</summary>
    internal static int OpennessOf(int mark) => mark & (NoInterrupts | NoSoftirqs);
}
