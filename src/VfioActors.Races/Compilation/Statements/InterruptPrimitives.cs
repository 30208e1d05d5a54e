using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>
/// Interrupts on and off at the processor of the thread. Where an interrupt can come there is an object that it and
/// code without interrupts take turns with.
/// </summary>
internal static class InterruptPrimitives
{
    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("local_irq_save", Off), ("local_irq_disable", Off), ("local_irq_restore", On), ("local_irq_enable", On),
        ("local_bh_disable", site => Stay(site, ThreadPlan.Unpreempted)),
        ("local_bh_enable", site => Stay(site, -ThreadPlan.Unpreempted)),
        ("preempt_disable", site => Stay(site, ThreadPlan.Unpreempted)),
        ("preempt_enable", site => Stay(site, -ThreadPlan.Unpreempted)),
        ("rcu_read_lock_bh", site => Stay(site, ThreadPlan.Unpreempted)),
        ("rcu_read_unlock_bh", site => Stay(site, -ThreadPlan.Unpreempted)),
        ("rcu_read_lock_sched", site => Stay(site, ThreadPlan.Unpreempted)),
        ("rcu_read_unlock_sched", site => Stay(site, -ThreadPlan.Unpreempted)),
    ];

    /// <summary>Switches them off.</summary>
    internal static Operand Off(CallSite site)
    {
        site.Body.At(site.Call.At);
        if (site.Body.Kind == ThreadKind.Cpu)
        {
            Outermost(site, Access.Lock);
            site.Code.Add(Op.Depth, made => made with { Result = ThreadPlan.IrqDepth, Number = 1 });
        }

        RcuPrimitives.Begin(site.Body);
        return site.Nothing();
    }

    /// <summary>Switches them on.</summary>
    internal static Operand On(CallSite site)
    {
        site.Body.At(site.Call.At);
        RcuPrimitives.End(site.Body);
        if (site.Body.Kind != ThreadKind.Cpu) { return site.Nothing(); }
        site.Code.Add(Op.Depth, made => made with { Result = ThreadPlan.IrqDepth, Number = -1 });
        Outermost(site, Access.Unlock);
        return site.Nothing();
    }

    /// <summary>Softirqs of the processor are off: the thread stays on it.</summary>
    internal static void SoftirqsOff(CallSite site) => Stay(site, ThreadPlan.Unpreempted);

    /// <summary>They are on again.</summary>
    internal static void SoftirqsOn(CallSite site) => Stay(site, -ThreadPlan.Unpreempted);

    /// <summary>The thread stays on its processor: it must not sleep, and grace periods wait for it.</summary>
    private static Operand Stay(CallSite site, int by)
    {
        site.Body.At(site.Call.At);
        if (by > 0) { RcuPrimitives.Begin(site.Body); }
        site.Code.Add(Op.Depth, made => made with { Result = ThreadPlan.SpinDepth, Number = by });
        if (by < 0) { RcuPrimitives.End(site.Body); }
        return site.Nothing();
    }

    private static void Outermost(CallSite site, Access access)
    {
        if (!site.Body.Unit.Interrupts.TryGetValue(site.Body.Thread, out var gate)) { return; }
        var end = site.Code.NewLabel();
        var isOutermost = site.Code.Unary(Operator.Not, ThreadPlan.IrqDepth);
        site.Code.JumpIfZero(isOutermost, end);
        LockPrimitives.Take(site, access, site.Code.Constant(Pointers.To(gate)), 0);
        site.Code.Put(end);
    }
}
