using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Faults;

/// <summary>
/// What is wrong with the use of what the language brings, which is written in itself: the number of
/// <c>__fault_if(e, number)</c> says which of these it is.
/// </summary>
internal static class BroughtFaults
{
    /// <summary>What is wrong with initializing a queue in use.</summary>
    internal const string Forgets = "initializes what somebody waits in, whom nobody can wake then";

    private static readonly SortedDictionary<long, (Fault Fault, string Text)> ByNumber = new()
    {
        [1] = (Fault.DoubleListInsertion, "puts an entry on a list that is on one already"),
        [2] = (Fault.DoubleListRemoval, "takes an entry off a list that is on none"),
        [3] = (Fault.IdrMisused, "changes an idr while somebody else does"),
        [4] = (Fault.IdrMisused, "takes an entry out of an idr while somebody looks at it outside of RCU"),
        [5] = (Fault.PercpuRefMisused, "uses a percpu_ref that was never initialized"),
        [6] = (Fault.PercpuRefMisused, "kills a percpu_ref that was killed already"),
        [7] = (Fault.PercpuRefMisused, "reinitializes a percpu_ref that is not zero"),
        [8] = (Fault.PercpuRefMisused, "resurrects a percpu_ref that was not killed"),
        [9] = (Fault.PercpuRefMisused,
            "brings back a percpu_ref that was initialized without PERCPU_REF_ALLOW_REINIT"),
        [10] = (Fault.PercpuRefMisused, "ends a percpu_ref that waits for its grace period"),
        [11] = (Fault.PercpuRefMisused, "finds that a percpu_ref was put more often than it was got"),
        [12] = (Fault.PercpuRefMisused, "takes a percpu_ref outside of rcu_read_lock()"),
        [13] = (Fault.SrcuMisused, "ends an srcu_struct while somebody reads under it"),
        [14] = (Fault.SrcuMisused, "ends an srcu_struct while somebody waits for its grace period"),
        [15] = (Fault.WaiterForgotten, Forgets),
        [16] = (Fault.SrcuMisused, "ends to read under an srcu_struct, in a half in which nobody reads"),
        [17] = (Fault.SrcuMisused, "ends an srcu_struct under which something is still to be called"),
        [18] = (Fault.CacheMisused, "destroys a kmem_cache of which somebody still has an object"),
        [19] = (Fault.DoubleListInsertion, "registers a notifier that is on its chain already"),
        [20] = (Fault.KobjectMisused, "initializes a kobject without a type"),
        [21] = (Fault.KobjectMisused, "initializes a kobject that is initialized already"),
        [22] = (Fault.KobjectMisused, "adds a kobject or a device that was never initialized"),
        [23] = (Fault.KobjectMisused, "adds a kobject or a device that was added already"),
        [24] = (Fault.KobjectMisused, "deletes a device that is not added"),
        [25] = (Fault.CountLeaked, "takes a static key below zero"),
        [26] = (Fault.SeqcountMisused, "begins to write under a sequence count under which somebody writes"),
        [27] = (Fault.SeqcountMisused, "ends to write under a sequence count under which nobody writes"),
        [30] = (Fault.IrqMisused, "frees an interrupt that it has not requested"),
        [31] = (Fault.IrqMisused, "enables an interrupt that is not disabled"),
        [40] = (Fault.LockNotHeld, "gives back a bit that is a lock, and is not held"),
    };

    /// <summary>What is not modelled, behind the line where it comes to that: <c>__cut_if(e, number)</c>.</summary>
    private static readonly SortedDictionary<long, string> Cuts = new()
    {
        [1] = "used an interrupt beyond number 3",
        [2] = "requested an interrupt that is shared with more than another handler, or with a thread",
        [3] = "queued an irq_work while it ran, which another processor may run beside that",
    };

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("__fault_if", FaultIf), ("__bit_lock_is_seen", SeeBitLock), ("__cut_if", CutIf),
        ("__irq_may_share", site => new(site.Code.Constant(site.Body.Unit.SharesIrqs ? 1 : 0), RaceType.Int)),
        ("__srcu_is_kept", site => new(site.Code.Constant(site.Body.Unit.KeepsSrcu ? 1 : 0), RaceType.Int)),
    ];

    /// <summary>A bound is met: what lies behind is not known.</summary>
    private static Operand CutIf(CallSite site)
    {
        var end = site.Code.NewLabel();
        site.Code.JumpIfZero(site.Register(0), end);
        var number = site.Takes(2, 2) ? site.Body.Unit.Constants.Of(site.Call.Arguments[1]) : null;
        site.Code.Add(Op.Cut, made => made with { Text = number is { } known ? Cuts[known] : "" });
        site.Code.Put(end);
        return site.Nothing();
    }

    /// <summary>A bit does not say who holds it, so that nobody knows whether an interrupt came to who does.</summary>
    private static Operand SeeBitLock(CallSite site)
    {
        if (site.Body.IsInterrupt)
        {
            site.Wrong(site.Call.At, "a bit that is a lock, in what may have come to who holds it, is not read",
                "a spinlock_t in its place is");
        }

        return site.Nothing();
    }

    private static Operand FaultIf(CallSite site)
    {
        var holds = site.Code.Unary(Operator.Not, site.Register(0));
        var number = site.Count > 1 ? site.Body.Unit.Constants.Of(site.Call.Arguments[1]) : null;
        if (number is { } known && ByNumber.TryGetValue(known, out var told))
        {
            site.Code.Check(told.Fault, holds, told.Text);
        }
        else { site.Wrong(site.Call.At, "there is no such fault"); }

        return site.Nothing();
    }
}
