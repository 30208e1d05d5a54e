using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>RCU. include/linux/rcupdate.h, Linux 6.6: of nested read sides the outermost counts.</summary>
internal static class RcuPrimitives
{
    /// <summary>The name of what waits for all that was asked to be called.</summary>
    internal const string BarrierName = "rcu_barrier";

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("rcu_read_lock", Lock), ("rcu_read_unlock", Unlock),
        ("synchronize_rcu", Synchronize), ("synchronize_net", Synchronize), ("call_rcu", Call), ("kfree_rcu", Free),
        (BarrierName, Barrier),
        ("rcu_read_lock_held", site => new(ThreadPlan.RcuDepth, RaceType.Int)),
    ];

    /// <summary>What RCU called says that it is done.</summary>
    internal static void Done(Body body) => body.Code.Ask(Access.RcuDone, Rcu(body));

    private static int Rcu(Body body) => body.Code.Constant(Pointers.To(body.Unit.NeedRcu()));

    private static Operand Lock(CallSite site)
    {
        Outermost(site, Access.RcuLock);
        return Deeper(site, 1);
    }

    private static Operand Unlock(CallSite site)
    {
        site.Body.At(site.Call.At);
        site.Code.Check(Fault.RcuImbalance, ThreadPlan.RcuDepth);
        Deeper(site, -1);
        Outermost(site, Access.RcuUnlock);
        return site.Nothing();
    }

    private static Operand Deeper(CallSite site, int by)
    {
        site.Code.Add(Op.Depth, made => made with { Result = ThreadPlan.RcuDepth, Number = by });
        return site.Nothing();
    }

    private static void Outermost(CallSite site, Access access)
    {
        var end = site.Code.NewLabel();
        site.Code.JumpIfZero(site.Code.Unary(Operator.Not, ThreadPlan.RcuDepth), end);
        site.Step(access, Rcu(site.Body));
        site.Code.Put(end);
    }

    private static Operand Synchronize(CallSite site)
    {
        site.MaySleep();
        return site.Step(Access.RcuSync, Rcu(site.Body));
    }

    /// <summary>Of kfree_rcu it does not wait: since Linux 6.4 that frees in batches of its own.</summary>
    private static Operand Barrier(CallSite site)
    {
        site.MaySleep();
        return site.Step(Access.RcuBarrier, Rcu(site.Body));
    }

    private static Operand Call(CallSite site)
    {
        if (!site.Takes(2, 2)) { return site.Nothing(); }
        var head = site.Value(0);
        if (site.Call.Arguments[1] is not Expression.Name name
            || !site.Body.Unit.Symbols.Functions.TryGetValue(name.Value, out var function))
        {
            site.Wrong(site.Call.Arguments[1].At, "expected the name of a function");
            return site.Nothing();
        }

        var thread = DeferredCalls.Reserve(site, function, head);
        return site.Step(Access.RcuCall, Rcu(site.Body), thread, head.Register);
    }

    private static Operand Free(CallSite site)
    {
        if (!site.Takes(1, 2)) { return site.Nothing(); }
        var pointer = site.Value(0);
        var thread = DeferredCalls.Reserve(site, null, pointer);
        return site.Step(Access.RcuCall, Rcu(site.Body), thread, pointer.Register);
    }
}
