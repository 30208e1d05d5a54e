using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>RCU. include/linux/rcupdate.h, Linux 6.6: of nested read sides the outermost counts.</summary>
internal static class RcuPrimitives
{
    /// <summary>The name of what waits for all that was asked to be called.</summary>
    internal const string BarrierName = "rcu_barrier";

    /// <summary>The names of what waits for readers, or has something called after them.</summary>
    internal static IReadOnlySet<string> GracePeriods { get; } = new SortedSet<string>(StringComparer.Ordinal)
    {
        "synchronize_rcu", "synchronize_rcu_expedited", "synchronize_net", "call_rcu", "kfree_rcu",
        "kvfree_rcu", "kfree_rcu_mightsleep", "kvfree_rcu_mightsleep",
        "percpu_ref_kill", "percpu_ref_kill_and_confirm",
    };

    /// <summary>What frees memory after a grace period.</summary>
    internal static readonly string[] Liberators =
        ["kfree_rcu", "kvfree_rcu", "kfree_rcu_mightsleep", "kvfree_rcu_mightsleep"];

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("rcu_read_lock", Lock), ("rcu_read_unlock", Unlock),
        ("synchronize_rcu", Synchronize), ("synchronize_rcu_expedited", Synchronize), ("synchronize_net", Synchronize),
        ("call_rcu", Call), (BarrierName, Barrier),
        ("kfree_rcu", Free), ("kvfree_rcu", Free), ("kfree_rcu_mightsleep", Free), ("kvfree_rcu_mightsleep", Free),
        ("rcu_read_lock_held", site => new(Depth(site.Code), RaceType.Int)), ("__srcu_deeper", DeeperUnderSrcu),
        ("__srcu_leave", LeaveSrcu),
    ];

    /// <summary>
    /// Begins what a grace period waits for without rcu_read_lock: code without preemption, softirqs or interrupts, and
    /// what holds a spinlock, which is one of these, or, with PREEMPT_RT, within rcu_read_lock. synchronize_rcu,
    /// kernel/rcu/tree.c, Linux 6.6. Where nobody waits for one there is no step.
    /// </summary>
    /// <param name="lockAddress">The register of the lock for which it is.</param>
    internal static void Begin(Body body, int lockAddress = Instruction.None)
    {
        if (!body.Unit.HasGracePeriods) { return; }
        Outermost(body, Access.RcuLock, lockAddress);
        Deeper(body, ThreadPlan.Unpreempted);
    }

    /// <summary>Ends it.</summary>
    /// <param name="lockAddress">The register of the lock for which it was.</param>
    internal static void End(Body body, int lockAddress = Instruction.None)
    {
        if (!body.Unit.HasGracePeriods) { return; }
        Deeper(body, -ThreadPlan.Unpreempted);
        Outermost(body, Access.RcuUnlock, lockAddress);
    }

    /// <summary>What RCU called says that it is done.</summary>
    internal static void Done(Body body) => body.Code.Ask(Access.RcuDone, Rcu(body));

    private static int Rcu(Body body) => body.Code.Constant(Pointers.To(body.Unit.NeedRcu()));

    private static Operand Lock(CallSite site)
    {
        site.Body.At(site.Call.At);
        Outermost(site.Body, Access.RcuLock, Instruction.None);
        Deeper(site.Body, 1);
        return site.Nothing();
    }

    private static Operand Unlock(CallSite site)
    {
        site.Body.At(site.Call.At);
        site.Code.Check(Fault.RcuImbalance, Depth(site.Code));
        Deeper(site.Body, -1);
        Outermost(site.Body, Access.RcuUnlock, Instruction.None);
        return site.Nothing();
    }

    /// <summary>How deep in rcu_read_lock.</summary>
    private static int Depth(CodeBuffer code) =>
        code.Binary(Operator.And, ThreadPlan.RcuDepth, code.Constant(ThreadPlan.Unpreempted - 1));

    /// <summary>How deep in what grace periods of RCU wait for.</summary>
    internal static int Depths(CodeBuffer code) =>
        code.Binary(Operator.And, ThreadPlan.RcuDepth, code.Constant(ThreadPlan.UnderSrcu - 1));

    /// <summary>Who reads under SRCU by srcu_read_lock ends that itself, as lockdep has it.</summary>
    private static Operand DeeperUnderSrcu(CallSite site)
    {
        Deeper(site.Body, ThreadPlan.UnderSrcu);
        return site.Nothing();
    }

    private static Operand LeaveSrcu(CallSite site)
    {
        site.Code.Check(
            Fault.SrcuMisused,
            site.Code.Binary(Operator.Less, site.Code.Constant(ThreadPlan.UnderSrcu - 1), ThreadPlan.RcuDepth),
            "ends to read under SRCU, and did not begin");
        Deeper(site.Body, -ThreadPlan.UnderSrcu);
        return site.Nothing();
    }

    private static void Deeper(Body body, long by) =>
        body.Code.Add(Op.Depth, made => made with { Result = ThreadPlan.RcuDepth, Number = by });

    private static void Outermost(Body body, Access access, int lockAddress)
    {
        var (code, end) = (body.Code, body.Code.NewLabel());
        code.JumpIfZero(code.Unary(Operator.Not, Depths(code)), end);
        var rcu = Rcu(body);
        code.Compute(Op.Ask, made => made with { Number = (long)access, A = rcu, Around = lockAddress });
        code.Put(end);
    }

    /// <summary>It sleeps also where nobody reads.</summary>
    private static Operand Synchronize(CallSite site)
    {
        site.MaySleep();
        var nothing = site.Step(Access.RcuSync, Rcu(site.Body));
        site.MaySleep();
        return nothing;
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
        if (site.Function(1) is not { } function)
        {
            site.Wrong(site.Call.Arguments[1].At, CallSite.NoFunction, CallSite.NoFunctionHint);
            return site.Nothing();
        }

        if (DeferredCalls.IsHead(head.Type)) { Await(site, head.Register); }
        var thread = DeferredCalls.Reserve(site, function, head);
        return site.Step(Access.RcuCall, Rcu(site.Body), thread, head.Register);
    }

    /// <summary>
    /// An rcu_head is in a list from now on. It is known by its own address: what is copied with its object waits for
    /// nothing.
    /// </summary>
    internal static void Await(CallSite site, int head)
    {
        var stood = site.Step(Access.Exchange, head, head).Register;
        var isFree = site.Code.Binary(Operator.Differ, stood, head);
        site.Code.Check(
            Fault.DoubleListInsertion, isFree, "has something called by an rcu_head that is waiting already");
    }

    /// <summary>
    /// Without the field of the object it may sleep, unless it is given NULL, of which it does nothing:
    /// kvfree_rcu_arg_1 and _2, include/linux/rcupdate.h, and kvfree_call_rcu, kernel/rcu/tree.c, Linux 6.12.
    /// </summary>
    private static Operand Free(CallSite site)
    {
        if (!site.Takes(1, site.Name.EndsWith("sleep", StringComparison.Ordinal) ? 1 : 2)) { return site.Nothing(); }
        var (code, pointer, end) = (site.Code, site.Value(0), site.Code.NewLabel());
        var isSomething = code.Binary(Operator.Differ, pointer.Register, code.Constant(0));
        code.JumpIfZero(isSomething, end);
        if (site.Count == 1) { site.MaySleep(); }
        var thread = DeferredCalls.Reserve(site, null, pointer);
        var called = site.Step(Access.RcuCall, Rcu(site.Body), thread, pointer.Register);
        code.Put(end);
        return called;
    }
}
