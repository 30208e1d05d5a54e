using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>Work. include/linux/workqueue.h and kernel/workqueue.c, Linux 6.12.</summary>
internal static class WorkPrimitives
{
    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("INIT_WORK", site => Initialize(site, site.Pointer(0, SyncKind.Work))), ("INIT_DELAYED_WORK", Delayed),
        ("queue_work", QueueWork), ("schedule_work", Schedule),
        ("flush_work", Flush), ("cancel_work_sync", CancelAndWait),
        ("cancel_work", CancelAndLeave),
        ("disable_work", site => Cancel(site, Cancelling.Disables)),
        ("disable_work_sync", site => Cancel(site, Cancelling.DisablesAndWaits)),
        ("enable_work", Enable), ("work_pending", site => IsBusy(site, WorkRules.Queued)),
        ("work_busy", site => IsBusy(site, WorkRules.Queued | WorkRules.Running)), ("__queue_delayed", QueueDelayed),
        ("__modify_delayed", Modify), ("__flush_delayed", FlushDelayed),
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

    private static Operand Initialize(CallSite site, int address)
    {
        if (!site.Takes(2, 2) || Function(site, "work") is not { } function) { return site.Nothing(); }
        return site.Step(Access.InitializeWork, address, site.Code.Constant(WorkRules.WordOf(function)));
    }

    /// <summary>The number of the function that is the second argument.</summary>
    internal static int? Function(CallSite site, string what)
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
        else if (TimerPrimitives.IsTimer(site.Body.Unit.Types.Of(function.Parameters[0])) != (what == "timer"))
        {
            site.Wrong(argument.At, $"'{function.Name}' is called with the {what}, and takes something else");
        }

        return site.Body.Unit.Symbols.SetUpTo(function.Name);
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
        return TakeOut(site, address, how);
    }

    private static Operand TakeOut(CallSite site, int address, Cancelling how) => site.Body.Unit.KeepsQueues
        ? QueuePrimitives.Cancel(site, address, how)
        : site.Answer(Access.Cancel, address, site.Code.Constant((long)how));

    /// <summary>
    /// Of work that is in no queue it takes two steps: whoever does so claims it, as whoever queues it does, and what
    /// is queued between them is refused. __cancel_work, kernel/workqueue.c, Linux 6.12.
    /// </summary>
    private static Operand CancelAndLeave(CallSite site)
    {
        var (code, end) = (site.Code, site.Code.NewLabel());
        var address = site.Pointer(0, SyncKind.Work);
        QueuePrimitives.Off(site);
        var wasQueued = TakeOut(site, address, Cancelling.Leaves);
        code.JumpIfZero(code.Unary(Operator.Not, wasQueued.Register), end);
        site.Step(Access.LetQueue, address);
        code.Put(end);
        QueuePrimitives.On(site);
        return wasQueued;
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

    /// <summary>Answers whether it can be queued now. The kernel warns where it was not disabled.</summary>
    private static Operand Enable(CallSite site)
    {
        return new(Enable(site, site.Pointer(0, SyncKind.Work), "enables work that is not disabled"), RaceType.Int);
    }

    /// <summary>Takes back one time of disabling work.</summary>
    /// <param name="wrong">What is done where it is not disabled.</param>
    private static int Enable(CallSite site, int address, string wrong)
    {
        var code = site.Code;
        var answer = site.Body.Unit.KeepsQueues
            ? QueuePrimitives.Enable(site, address)
            : site.Answer(Access.Cancel, address, code.Constant((long)Cancelling.Enables)).Register;
        code.Check(Fault.WorkMisused, code.Binary(Operator.Differ, answer, code.Constant(WorkRules.IsEnabled)), wrong);
        return answer;
    }

    /// <summary>Whether it is queued, or under way, as far as is asked for.</summary>
    private static Operand IsBusy(CallSite site, long marks)
    {
        var word = site.Answer(Access.Read, site.Pointer(0, SyncKind.Work)).Register;
        return new(site.Code.Binary(Operator.And, word, site.Code.Constant(marks)), RaceType.Int);
    }

    /// <summary>
    /// It disables the work, waits, and enables it again: what is queued meanwhile is refused, also where nothing is
    /// under way. __cancel_work_sync, kernel/workqueue.c, Linux 6.12.
    /// </summary>
    private static Operand CancelAndWait(CallSite site)
    {
        var address = site.Pointer(0, SyncKind.Work);
        site.MaySleep();
        var wasQueued = TakeOut(site, address, Cancelling.DisablesAndWaits);
        Enable(site, address, "has canceled work that somebody else enabled meanwhile");
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
