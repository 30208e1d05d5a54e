using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>
/// Queues of work, where it matters in which one work is. include/linux/workqueue.h and kernel/workqueue.c, Linux 6.12.
/// </summary>
internal static class QueuePrimitives
{
    /// <summary>Not NULL, and nothing that can be followed: all queues are one where that does not matter.</summary>
    private const long SomeQueue = 0x200;

    private static readonly string[] Allocators =
        ["alloc_workqueue", "create_workqueue", "create_freezable_workqueue"];

    private static readonly string[] OrderedAllocators =
        ["alloc_ordered_workqueue", "create_singlethread_workqueue"];

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        .. Allocators.Select(name => (name, (Primitive)(site => Allocate(site, isOrdered: false)))),
        .. OrderedAllocators.Select(name => (name, (Primitive)(site => Allocate(site, isOrdered: true)))),
        ("flush_workqueue", site => Flush(site, Queue(site, 0))), ("flush_scheduled_work", FlushSystem),
        ("drain_workqueue", site => Drain(site, destroys: false)),
        ("destroy_workqueue", site => Drain(site, destroys: true)),
    ];

    /// <summary>Those for which it matters in which queue work is.</summary>
    internal static IEnumerable<string> Keepers =>
    [
        .. OrderedAllocators, "flush_workqueue", "flush_scheduled_work", "drain_workqueue", "destroy_workqueue",
    ];

    /// <summary>
    /// What queues work claims it first, and puts it into the queue then: in between it is in none, so who finds that
    /// another has queued it and flushes it waits for nothing.
    /// </summary>
    internal static IReadOnlySet<string> Queuers { get; } = new SortedSet<string>(StringComparer.Ordinal)
    {
        "queue_work", "queue_work_on", "schedule_work", "schedule_work_on", "enable_and_queue_work",
        "queue_delayed_work", "queue_delayed_work_on", "schedule_delayed_work", "schedule_delayed_work_on",
        "mod_delayed_work", "mod_delayed_work_on",
    };

    /// <summary>What waits for work that is in a queue, and not for a timer that puts it there.</summary>
    internal const string Flusher = "flush_work";

    /// <summary>The names of what waits for work.</summary>
    internal static IEnumerable<string> Flushers => [Flusher, "flush_delayed_work"];

    /// <summary>The names of what queues work later.</summary>
    internal static IEnumerable<string> Delayers =>
        Queuers.Where(name => name.Contains("_delayed_", StringComparison.Ordinal));

    /// <summary>The names of what is given any arguments: names, formats and marks.</summary>
    internal static IEnumerable<string> Named => [.. Allocators, .. OrderedAllocators];

    /// <summary>Queues work at once, or after a delay that is not 0.</summary>
    /// <param name="address">The work.</param>
    /// <param name="delay">The delay; <see cref="Instruction.None"/> for none.</param>
    internal static Operand Queue(CallSite site, int queue, int address, int delay)
    {
        var code = site.Code;
        var (result, now, end) = (code.NewRegister(), code.NewLabel(), code.NewLabel());
        Off(site);
        if (delay >= 0)
        {
            code.JumpIfZero(delay, now);
            Move(Ask(site, Access.Queue, address, code.Constant(WorkRules.Delays), queue));
            code.Jump(end);
            code.Put(now);
        }

        Move(Ask(site, Access.Queue, address, code.Constant(WorkRules.Claims), queue));
        code.JumpIfZero(result, end);
        Enter(site, queue, address);
        Ask(site, Access.Insert, address, queue);
        code.Put(end);
        On(site);
        return new(result, RaceType.Int);

        void Move(int from) => code.Move(result, from);
    }

    /// <summary>Takes work out of its queue, and sees to it that nobody finds it there any more.</summary>
    internal static Operand Cancel(CallSite site, int address, Cancelling how)
    {
        var code = site.Code;
        var end = code.NewLabel();
        var found = TakeOut(site, address, how);
        var wasQueued = code.Binary(Operator.Differ, found, code.Constant(0));
        code.JumpIfZero(wasQueued, end);
        code.JumpIfZero(code.Binary(Operator.Differ, found, code.Constant(1)), end);
        Ask(site, Access.LeaveQueue, found, address, code.Constant(1));
        Ask(site, Access.Unclaim, address, code.Constant((long)Cancelling.Leaves));
        code.Put(end);
        On(site);
        if (how == Cancelling.DisablesAndWaits)
        {
            Ask(site, Access.Unclaim, address, code.Constant((long)how));
        }

        return new(wasQueued, RaceType.Int);
    }

    /// <summary>Takes back one time of disabling work, once nobody has claimed it.</summary>
    internal static int Enable(CallSite site, int address)
    {
        var answer = TakeOut(site, address, Cancelling.Enables);
        On(site);
        return answer;
    }

    /// <summary>Queues delayed work anew, wherever it is; answers whether it was queued.</summary>
    internal static Operand Modify(CallSite site, int queue, int address, int delay)
    {
        var code = site.Code;
        var (result, idle, now, end) = (code.NewRegister(), code.NewLabel(), code.NewLabel(), code.NewLabel());
        var found = TakeOut(site, address, Cancelling.Modifies);
        code.Move(result, code.Binary(Operator.Differ, found, code.Constant(0)));
        code.JumpIfZero(code.Binary(Operator.Equal, found, code.Constant(WorkRules.IsDisabled)), idle);
        code.Set(result, 0);
        code.Jump(end);
        code.Put(idle);
        var left = code.NewLabel();
        code.JumpIfZero(result, left);
        code.JumpIfZero(code.Binary(Operator.Differ, found, code.Constant(1)), left);
        Ask(site, Access.LeaveQueue, found, address, code.Constant(1));
        code.Put(left);
        code.JumpIfZero(delay, now);
        Ask(site, Access.Insert, address, queue, code.Constant(1));
        code.Jump(end);
        code.Put(now);
        Enter(site, queue, address);
        Ask(site, Access.Insert, address, queue);
        code.Put(end);
        On(site);
        return new(result, RaceType.Int);
    }

    /// <summary>
    /// Delayed work is queued at once, unless its timer expires: then that queues it, and is waited for. Whoever else
    /// is about to queue it is not. flush_delayed_work, kernel/workqueue.c, Linux 6.12.
    /// </summary>
    internal static void Hurry(CallSite site, int address)
    {
        var end = site.Code.NewLabel();
        Off(site);
        var queue = Ask(site, Access.Expires, address, site.Code.Constant(1));
        site.Code.JumpIfZero(queue, end);
        Enter(site, queue, address);
        Ask(site, Access.Insert, address, queue);
        site.Code.Put(end);
        On(site);
        Ask(site, Access.AwaitUnclaimed, address, site.Code.Constant(1));
    }

    /// <summary>The register of the queue that is an argument.</summary>
    internal static int Queue(CallSite site, int at)
    {
        var value = site.Value(at);
        var isQueue = value.Type is RaceType.Unknown or RaceType.Pointer
        {
            To: RaceType.Nothing or RaceType.Sync { Kind: SyncKind.WorkQueue },
        };
        if (!isQueue && at < site.Count)
        {
            site.Wrong(site.Call.Arguments[at].At,
                $"'{site.Name}' takes a pointer to struct workqueue_struct, this is {value.Type}");
        }

        return value.Register;
    }

    /// <summary>The queue of the kernel itself.</summary>
    internal static int System(CallSite site) =>
        site.Code.Constant(Pointers.To(site.Body.Unit.SystemQueue(BuiltinNames.SystemQueue)));

    /// <summary>What the timer of delayed work does: it queues the work.</summary>
    internal static void WriteTimer(Body body, Place begins)
    {
        var code = body.Code;
        var (top, idle) = (code.NewLabel(), code.NewLabel());
        body.At(begins);
        code.Put(top);
        var queue = code.Ask(Access.Expires, ThreadPlan.Argument);
        code.JumpIfZero(queue, idle);
        code.Ask(Access.EnterQueue, queue, ThreadPlan.Argument);
        code.Ask(Access.Insert, ThreadPlan.Argument, queue);
        code.Jump(top);
        code.Put(idle);
        code.Add(Op.Idle);
        code.Jump(top);
        ThreadWriter.Finish(body, beginsItself: false);
    }

    private static int Ask(
        CallSite site, Access access, int address, int first = Instruction.None, int second = Instruction.None) =>
        site.Step(access, address, first, second).Register;

    /// <summary>Work of a queue may put work into it while others may not.</summary>
    private static void Enter(CallSite site, int queue, int address) =>
        Ask(site, Access.EnterQueue, queue, address, site.Body.Queue);

    /// <summary>
    /// Work is claimed with interrupts off: one of this processor, which could wait for that, comes before or after.
    /// </summary>
    internal static void Off(CallSite site)
    {
        if (site.Body.Unit.Interrupts.ContainsKey(site.Body.Thread)) { InterruptPrimitives.Save(site); }
    }

    /// <summary>They are on again as they were.</summary>
    internal static void On(CallSite site)
    {
        if (site.Body.Unit.Interrupts.ContainsKey(site.Body.Thread)) { InterruptPrimitives.Restore(site); }
    }

    /// <summary>
    /// As the kernel does, it is tried again as long as somebody else has claimed the work. Interrupts are off then.
    /// </summary>
    private static int TakeOut(CallSite site, int address, Cancelling how)
    {
        var code = site.Code;
        var (top, got) = (code.NewLabel(), code.NewLabel());
        var found = code.NewRegister();
        code.Put(top);
        Off(site);
        code.Move(found, Ask(site, Access.Cancel, address, code.Constant((long)how), code.Constant(1)));
        code.JumpIfZero(code.Binary(Operator.Equal, found, code.Constant(WorkRules.Again)), got);
        On(site);
        Ask(site, Access.AwaitUnclaimed, address);
        code.Jump(top);
        code.Put(got);
        return found;
    }

    private static Operand Allocate(CallSite site, bool isOrdered)
    {
        site.MaySleep();
        if (site is { Name: "alloc_workqueue", Call.Arguments: [_, _, var most, ..] }
            && site.Body.Unit.Constants.Of(most) is null)
        {
            site.Wrong(most.At, "expected a number that is known beforehand: how much work runs at a time");
        }

        if (!site.Body.Unit.KeepsQueues) { return new(site.Code.Constant(SomeQueue), RaceType.AnyPointer); }
        RaceType type = new RaceType.Sync(SyncKind.WorkQueue);
        var queue = MemoryPrimitives.Made(site, type);
        var limit = isOrdered ? QueueRules.Ordered : LimitOf(site.Body.Unit, site.Call);
        if (limit > 0)
        {
            var end = site.Code.NewLabel();
            site.Code.JumpIfZero(queue, end);
            if (!isOrdered) { site.Code.JumpIfZero(IsOnOneProcessor(site), end); }
            Ask(site, Access.Write, queue, site.Code.Constant(limit));
            site.Code.Put(end);
        }

        return new(queue, new RaceType.Pointer(type));
    }

    /// <summary>
    /// Of a queue that runs so many at a time on each processor, or node, all of it may be on the same one, and then
    /// waits for what is before it; or else none of it.
    /// </summary>
    private static int IsOnOneProcessor(CallSite site) => site.Code.Compute(
        Op.Choose, made => made with { Number = 2, Text = Instruction.OneProcessor });

    /// <summary>
    /// How much work of a queue runs at a time on each processor, or node; 0 where it is more than is ever in one. What
    /// is not known beforehand counts as that too, and is refused where the queue is allocated.
    /// </summary>
    internal static long LimitOf(Unit unit, Expression.Call call) => call switch
    {
        { Function.Value: "alloc_workqueue", Arguments: [_, _, var limit, ..] } =>
            unit.Constants.Of(limit) is > 0 and < QueueRules.AnyNumber and var known ? known : 0,
        { Function.Value: "create_workqueue" or "create_freezable_workqueue" } => 1,
        _ => 0,
    };

    private static Operand FlushSystem(CallSite site)
    {
        site.Takes(0, 0);
        return Flush(site, System(site));
    }

    private static Operand Flush(CallSite site, int queue)
    {
        site.MaySleep();
        Ask(site, Access.FlushQueue, queue);
        return site.Nothing();
    }

    /// <summary>What its work queues meanwhile has to run too.</summary>
    private static Operand Drain(CallSite site, bool destroys)
    {
        var code = site.Code;
        var queue = Queue(site, 0);
        var (top, end) = (code.NewLabel(), code.NewLabel());
        var rounds = code.NewRegister();
        Ask(site, Access.Drain, queue, code.Constant(1));
        code.Set(rounds, 0);
        code.Put(top);
        Flush(site, queue);
        var isEmpty = Ask(site, Access.IsEmptyQueue, queue);
        code.JumpIfZero(code.Unary(Operator.Not, isEmpty), end);
        code.Guard(rounds, site.Body.Unit.Options.Rounds);
        code.Jump(top);
        code.Put(end);
        Ask(site, destroys ? Access.Free : Access.Drain, queue, code.Constant(0));
        return site.Nothing();
    }
}
