using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>Work queues and timers. include/linux/workqueue.h, Linux 6.6, and timer.h, Linux 6.12.</summary>
internal static class WorkPrimitives
{
    /// <summary>The structure of a timer, which begins with what is kept of it.</summary>
    internal const string TimerStructure = "timer_list";

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("INIT_WORK", site => Initialize(site, site.Pointer(0, SyncKind.Work))), ("INIT_DELAYED_WORK", Delayed),
        ("queue_work", QueueWork), ("schedule_work", Schedule),
        ("flush_work", Flush), ("cancel_work_sync", CancelAndWait),
        ("cancel_work", site => Cancel(site, Cancelling.Leaves)),
        ("disable_work", site => Cancel(site, Cancelling.Disables)),
        ("disable_work_sync", site => Cancel(site, Cancelling.DisablesAndWaits)),
        ("enable_work", Enable), ("enable_delayed_work", Enable), ("__queue_delayed", QueueDelayed),
        ("__modify_delayed", Modify), ("__flush_delayed", FlushDelayed),
        ("timer_setup", SetUp), ("__timer_arm", Arm), ("__timer_disarm", Disarm), ("__timer_is_armed", IsArmed),
        ("__hrtimer_set_up", site => site.Step(
            Access.SetUp, site.Pointer(0, SyncKind.Hrtimer), site.Code.Constant(TimerRules.WordOf(0)))),
        ("__hrtimer_arm", ArmHrtimer),
        ("__hrtimer_disarm",
            site => site.Answer(Access.Disarm, site.Pointer(0, SyncKind.Hrtimer), site.Register(1))),
        ("__hrtimer_is", IsHrtimer),
    ];

    /// <summary>Its work is the first that is in it.</summary>
    private static Operand Delayed(CallSite site)
    {
        var value = site.Value(0);
        if (value.Type is RaceType.Pointer { To: RaceType.Structure { Layout.Name: "delayed_work" } })
        {
            return Initialize(site, value.Register);
        }

        if (value.Type != RaceType.Wrong)
        {
            site.Wrong(site.Call.At, $"'{site.Name}' takes a pointer to struct delayed_work, this is {value.Type}");
        }

        return site.Nothing();
    }

    /// <summary>Whether a type is a pointer to a timer.</summary>
    internal static bool IsTimer(RaceType type) =>
        type is RaceType.Pointer { To: RaceType.Structure { Layout.Name: TimerStructure } };

    private static Operand Initialize(CallSite site, int address)
    {
        if (!site.Takes(2, 2) || Function(site, "work") is not { } function) { return site.Nothing(); }
        return site.Step(Access.Write, address, site.Code.Constant(WorkRules.WordOf(function)));
    }

    /// <summary>The number of the function that is the second argument.</summary>
    private static int? Function(CallSite site, string what)
    {
        var argument = site.Call.Arguments[1];
        if (site.Function(1) is not { } function)
        {
            site.Wrong(argument.At, CallSite.NoFunction, CallSite.NoFunctionHint);
            return null;
        }

        if (function.Parameters.Count != 1)
        {
            site.Wrong(argument.At, $"'{function.Name}' is called with the {what}: it takes one argument");
        }
        else if (IsTimer(site.Body.Unit.Types.Of(function.Parameters[0])) != (what == "timer"))
        {
            site.Wrong(argument.At, $"'{function.Name}' is called with the {what}, and takes something else");
        }

        return site.Body.Unit.Symbols.SetUpTo(function.Name);
    }

    /// <summary>timer_setup(timer, function, flags): of the flags none matters here.</summary>
    private static Operand SetUp(CallSite site)
    {
        if (!site.Takes(3, 3)) { return site.Nothing(); }
        var timer = site.Value(0);
        if (!IsTimer(timer.Type))
        {
            site.Wrong(site.Call.At, $"'{site.Name}' takes a pointer to struct timer_list, this is {timer.Type}");
            return site.Nothing();
        }

        return Function(site, "timer") is { } function
            ? site.Step(Access.SetUp, timer.Register, site.Code.Constant(TimerRules.WordOf(function)))
            : site.Nothing();
    }

    private static Operand Arm(CallSite site)
    {
        site.Body.Unit.ArmsTimers = true;
        return site.Answer(Access.Arm, site.Pointer(0, SyncKind.Timer), site.Register(1));
    }

    private static Operand Disarm(CallSite site) =>
        site.Answer(Access.Disarm, site.Pointer(0, SyncKind.Timer), site.Register(1));

    /// <summary>__hrtimer_arm(timer, function): it must have one.</summary>
    private static Operand ArmHrtimer(CallSite site)
    {
        site.Body.Unit.ArmsHrtimers = true;
        var (timer, function) = (site.Pointer(0, SyncKind.Hrtimer), site.Register(1));
        return site.Step(Access.Arm, timer, site.Code.Constant(TimerRules.Started), function);
    }

    /// <summary>__hrtimer_is(timer, marks): whether it is armed, or its function runs.</summary>
    private static Operand IsHrtimer(CallSite site)
    {
        var word = site.Answer(Access.Read, site.Pointer(0, SyncKind.Hrtimer)).Register;
        return new(site.Code.Binary(Operator.And, word, site.Register(1)), RaceType.Int);
    }

    private static Operand IsArmed(CallSite site)
    {
        var word = site.Answer(Access.Read, site.Pointer(0, SyncKind.Timer)).Register;
        return new(site.Code.Binary(Operator.And, word, site.Code.Constant(1)), RaceType.Int);
    }

    private static Operand QueueWork(CallSite site)
    {
        site.Body.Unit.QueuesWork = true;
        return site.Body.Unit.KeepsQueues
            ? QueuePrimitives.Queue(
                site, QueuePrimitives.Queue(site, 0), site.Pointer(1, SyncKind.Work), Instruction.None)
            : site.Answer(Access.Queue, site.Pointer(1, SyncKind.Work));
    }

    private static Operand Schedule(CallSite site)
    {
        site.Body.Unit.QueuesWork = true;
        var address = site.Pointer(0, SyncKind.Work);
        return site.Body.Unit.KeepsQueues
            ? QueuePrimitives.Queue(site, QueuePrimitives.System(site), address, Instruction.None)
            : site.Answer(Access.Queue, address);
    }

    /// <summary>__queue_delayed(work, queue, delay): where queues do not matter the delay may be any.</summary>
    private static Operand QueueDelayed(CallSite site)
    {
        site.Body.Unit.QueuesWork = true;
        var address = site.Pointer(0, SyncKind.Work);
        return site.Body.Unit.KeepsQueues
            ? QueuePrimitives.Queue(site, QueuePrimitives.Queue(site, 1), address, site.Register(2))
            : site.Answer(Access.Queue, address);
    }

    private static Operand Cancel(CallSite site, Cancelling how)
    {
        var address = site.Pointer(0, SyncKind.Work);
        if (how == Cancelling.DisablesAndWaits) { site.MaySleep(); }
        return site.Body.Unit.KeepsQueues
            ? QueuePrimitives.Cancel(site, address, how)
            : site.Answer(Access.Cancel, address, site.Code.Constant((long)how));
    }

    /// <summary>Answers whether it was queued already.</summary>
    private static Operand Modify(CallSite site)
    {
        site.Body.Unit.QueuesWork = true;
        var address = site.Pointer(0, SyncKind.Work);
        return site.Body.Unit.KeepsQueues
            ? QueuePrimitives.Modify(site, QueuePrimitives.Queue(site, 1), address, site.Register(2))
            : site.Answer(Access.Queue, address, site.Code.Constant(WorkRules.Requeues));
    }

    /// <summary>How often work was disabled is not kept.</summary>
    private static Operand Enable(CallSite site)
    {
        site.Wrong(
            site.Call.At,
            $"'{site.Name}' is not modelled: what disable_work() and disable_work_sync() disable stays so",
            "INIT_WORK() begins anew");
        return site.Nothing();
    }

    /// <summary>Two steps also where nothing is under way: what is queued between them is refused.</summary>
    private static Operand CancelAndWait(CallSite site)
    {
        var address = site.Pointer(0, SyncKind.Work);
        site.MaySleep();
        var wasQueued = site.Body.Unit.KeepsQueues
            ? QueuePrimitives.Cancel(site, address, Cancelling.Waits)
            : site.Answer(Access.Cancel, address);
        site.Step(Access.CancelEnd, address);
        return wasQueued;
    }

    private static Operand Flush(CallSite site)
    {
        var address = site.Pointer(0, SyncKind.Work);
        site.MaySleep();
        return site.Answer(Access.Flush, address);
    }

    /// <summary>What is delayed is delayed no longer.</summary>
    private static Operand FlushDelayed(CallSite site)
    {
        var address = site.Pointer(0, SyncKind.Work);
        site.MaySleep();
        if (site.Body.Unit.KeepsQueues) { QueuePrimitives.Hurry(site, address); }
        return site.Answer(Access.Flush, address);
    }
}
