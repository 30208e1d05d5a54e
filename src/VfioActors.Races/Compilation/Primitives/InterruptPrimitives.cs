using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>
/// Interrupts, softirqs and preemption on and off at the processor of the thread. Where an interrupt can come there is
/// an object that it and code without interrupts take turns with. What is switched on must be off, and where, is as the
/// kernel warns: preempt_count_sub and __local_bh_enable_ip, kernel/sched/core.c and kernel/softirq.c; bogus
/// local_irq_restore, include/linux/irqflags.h; and lockdep_hardirqs_on_prepare, Linux 6.12.
/// </summary>
internal static class InterruptPrimitives
{
    private const long CountMask = 0xffff;

    /// <summary>So many locks that are held while interrupts or softirqs go on are looked at.</summary>
    private const int ReopenedMax = 4;

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("local_irq_save", SaveIn), ("local_irq_disable", Disable), ("local_irq_restore", RestoreFrom),
        ("local_irq_enable", Enable),
        ("local_bh_disable", SoftirqsOff), ("local_bh_enable", SoftirqsOn),
        ("rcu_read_lock_bh", SoftirqsOff), ("rcu_read_unlock_bh", SoftirqsOn),
        ("preempt_disable", PreemptionOff), ("preempt_enable", PreemptionOn),
        ("in_task", site => Known(site, !site.Body.IsInterrupt)), ("in_hardirq", site => Known(site, site.IsIrq)),
        ("in_irq", site => Known(site, site.IsIrq)),
        ("in_serving_softirq", site => Known(site, site.Body.IsInterrupt && !site.IsIrq)),
        ("in_interrupt", site => site.Body.IsInterrupt ? Known(site, true) : Without(site)),
        ("in_softirq", site => site.Body.IsInterrupt ? Known(site, !site.IsIrq) : Without(site)),
        ("irqs_disabled", site => site.IsIrq ? Known(site, true) : Flag(site, ThreadPlan.IrqDepth)),
        ("in_atomic", site => site.Body.IsInterrupt ? Known(site, true) : Flag(site, ThreadPlan.SpinDepth)),
        ("rcu_read_lock_sched", PreemptionOff), ("rcu_read_unlock_sched", PreemptionOn),
    ];

    private static Operand SaveIn(CallSite site)
    {
        var flags = SavedFlags.Look(site, 0);
        var nothing = Save(site);
        SavedFlags.Keep(site, 0, flags);
        return nothing;
    }

    private static Operand RestoreFrom(CallSite site)
    {
        SavedFlags.Apply(site, 0, SavedFlags.Read(site, 0));
        return Restore(site);
    }

    /// <summary>Switches interrupts off; each call has one that restores what was before.</summary>
    internal static Operand Save(CallSite site)
    {
        if (!GoesOff(site)) { return site.Nothing(); }
        site.Code.Add(Op.Depth, made => made with { Result = ThreadPlan.IrqDepth, Number = 1 });
        return site.Nothing();
    }

    /// <summary>Switches interrupts off, which they may be already.</summary>
    internal static Operand Disable(CallSite site)
    {
        if (!GoesOff(site)) { return site.Nothing(); }
        var more = site.Code.Unary(Operator.Not, ThreadPlan.IrqDepth);
        site.Code.Add(Op.Binary, made => made with
        {
            Result = ThreadPlan.IrqDepth,
            Number = (long)Operator.Add,
            A = ThreadPlan.IrqDepth,
            B = more,
        });
        return site.Nothing();
    }

    /// <summary>Interrupts are as before the call that saved that.</summary>
    internal static Operand Restore(CallSite site)
    {
        site.Body.At(site.Call.At);
        if (site.IsIrq) { return site.Nothing(); }
        site.Code.Check(Fault.SwitchedOnTwice, ThreadPlan.IrqDepth, Already(site, "interrupts are"));
        site.Code.Add(Op.Depth, made => made with { Result = ThreadPlan.IrqDepth, Number = -1 });
        GoOn(site, site.Code.Unary(Operator.Not, ThreadPlan.IrqDepth));
        return site.Nothing();
    }

    /// <summary>
    /// Switches interrupts on, however often they were switched off: that is how spin_unlock_irq does it.
    /// </summary>
    internal static Operand Enable(CallSite site)
    {
        site.Body.At(site.Call.At);
        if (Refuse(site)) { return site.Nothing(); }
        var wasOff = site.Code.NewRegister();
        site.Code.Move(wasOff, ThreadPlan.IrqDepth);
        site.Code.Set(ThreadPlan.IrqDepth, 0);
        GoOn(site, wasOff);
        return site.Nothing();
    }

    /// <summary>What is so wherever the code runs: include/linux/preempt.h, Linux 6.12.</summary>
    private static Operand Known(CallSite site, bool isSo)
    {
        site.Takes(0, 0);
        return new(site.Code.Constant(isSo ? 1 : 0), RaceType.Int);
    }

    /// <summary>Whether the thread has softirqs off, as in_interrupt() says of that too.</summary>
    private static Operand Without(CallSite site)
    {
        site.Takes(0, 0);
        var isOn = site.Code.Binary(
            Operator.Less, ThreadPlan.SpinDepth, site.Code.Constant(ThreadPlan.WithoutSoftirqs));
        return new(site.Code.Unary(Operator.Not, isOn), RaceType.Int);
    }

    private static Operand Flag(CallSite site, int depth)
    {
        site.Takes(0, 0);
        return new(site.Code.Unary(Operator.Not, site.Code.Unary(Operator.Not, depth)), RaceType.Int);
    }

    /// <summary>Softirqs of the processor are off: the thread stays on it.</summary>
    internal static Operand SoftirqsOff(CallSite site)
    {
        site.Body.At(site.Call.At);
        return Refuse(site) ? site.Nothing() : Stay(site, ThreadPlan.WithoutSoftirqs);
    }

    /// <summary>They are on again.</summary>
    internal static Operand SoftirqsOn(CallSite site)
    {
        site.Body.At(site.Call.At);
        if (Refuse(site)) { return site.Nothing(); }
        CheckDepth(site, ThreadPlan.WithoutSoftirqs, "softirqs are");
        site.Code.Check(Fault.SwitchedOnTwice, site.Code.Unary(Operator.Not, ThreadPlan.IrqDepth),
            $"calls {site.Name}() while interrupts are off");
        return Stay(site, -ThreadPlan.WithoutSoftirqs);
    }

    private static Operand PreemptionOff(CallSite site)
    {
        site.Body.At(site.Call.At);
        return Stay(site, ThreadPlan.Unpreempted);
    }

    private static Operand PreemptionOn(CallSite site)
    {
        site.Body.At(site.Call.At);
        CheckDepth(site, ThreadPlan.Unpreempted, "preemption is");
        return Stay(site, -ThreadPlan.Unpreempted);
    }

    /// <summary>What an interrupt must not do.</summary>
    private static bool Refuse(CallSite site)
    {
        if (!site.IsIrq) { return false; }
        site.Code.Check(
            Fault.SwitchedOnTwice, site.Code.Constant(0), $"calls {site.Name}() in an interrupt");
        return true;
    }

    private static string Already(CallSite site, string what) => $"calls {site.Name}(), and {what} on already";

    private static void CheckDepth(CallSite site, long unit, string what) => site.Code.Check(
        Fault.SwitchedOnTwice,
        site.Code.Binary(Operator.And, ThreadPlan.SpinDepth, site.Code.Constant(unit * CountMask)),
        Already(site, what));

    /// <summary>The thread stays on its processor: it must not sleep, and grace periods wait for it.</summary>
    private static Operand Stay(CallSite site, long by)
    {
        if (by > 0) { RcuPrimitives.Begin(site.Body); }
        site.Code.Add(Op.Depth, made => made with { Result = ThreadPlan.SpinDepth, Number = by });
        if (by < 0) { RcuPrimitives.End(site.Body); }
        if (by == -ThreadPlan.WithoutSoftirqs) { Reopen(site); }
        return site.Nothing();
    }

    /// <summary>What happens where interrupts go off that were on.</summary>
    /// <returns>Whether it is kept how often they are off; in an interrupt they always are.</returns>
    private static bool GoesOff(CallSite site)
    {
        site.Body.At(site.Call.At);
        if (site.IsIrq) { return false; }
        var end = site.Code.NewLabel();
        site.Code.JumpIfZero(site.Code.Unary(Operator.Not, ThreadPlan.IrqDepth), end);
        Gate(site, Access.Lock);
        RcuPrimitives.Begin(site.Body);
        site.Code.Put(end);
        return true;
    }

    /// <summary>What happens where interrupts go on that were off, which a register says.</summary>
    private static void GoOn(CallSite site, int isSo)
    {
        var end = site.Code.NewLabel();
        site.Code.JumpIfZero(isSo, end);
        RcuPrimitives.End(site.Body);
        Reopen(site);
        Gate(site, Access.Unlock);
        site.Code.Put(end);
    }

    /// <summary>
    /// What may come from here on comes to whoever holds the locks that are held: mark_held_locks,
    /// kernel/locking/lockdep.c, Linux 6.12.
    /// </summary>
    private static void Reopen(CallSite site)
    {
        if (!site.Body.Unit.HasInterrupts || site.IsIrq) { return; }
        var end = site.Code.NewLabel();
        site.Code.JumpIfZero(site.Code.Binary(
            Operator.And, ThreadPlan.SpinDepth, site.Code.Constant(ThreadPlan.Unpreempted - 1)), end);
        for (var at = 0; at < ReopenedMax; at++)
        {
            var held = ThreadPlan.FirstHeld + (2 * at);
            site.Code.JumpIfZero(held, end);
            site.Code.Ask(Access.Reopen, held);
        }

        site.Code.Put(end);
    }

    private static void Gate(CallSite site, Access access)
    {
        if (!site.Body.Unit.Interrupts.TryGetValue(site.Body.Thread, out var gate)) { return; }
        LockPrimitives.Take(site, access, site.Code.Constant(Pointers.To(gate)), 0);
    }
}
