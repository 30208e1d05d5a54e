using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>Completions and wait queues. include/linux/completion.h and wait.h, Linux 6.6.</summary>
internal static class WaitPrimitives
{
    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("init_completion", Reset), ("reinit_completion", Reset),
        ("complete", site => site.Step(Access.Complete, site.Pointer(0, SyncKind.Completion))),
        ("complete_all", site => site.Step(Access.CompleteAll, site.Pointer(0, SyncKind.Completion))),
        ("wait_for_completion", Await), ("wait_for_completion_interruptible", Zero(Await)),
        ("wait_for_completion_killable", Zero(Await)),
        ("try_wait_for_completion",
            site => site.Answer(Access.TryCompletion, site.Pointer(0, SyncKind.Completion))),
        ("completion_done", site => site.Answer(Access.IsSet, site.Pointer(0, SyncKind.Completion))),
        ("init_waitqueue_head", site =>
            site.Step(Access.Write, site.Pointer(0, SyncKind.WaitQueue), site.Code.Constant(0))),
        ("wake_up", Wake), ("wake_up_all", Wake), ("wake_up_interruptible", Wake),
        ("wake_up_interruptible_all", Wake), ("wake_up_process", Stateless), ("set_current_state", Stateless),
        ("__set_current_state", Stateless),
        ("wait_event", WaitEvent), ("wait_event_interruptible", Zero(WaitEvent)),
        ("wait_event_killable", Zero(WaitEvent)), ("wait_event_idle", WaitEvent),
        ("wait_event_timeout", WaitSome), ("wait_event_interruptible_timeout", WaitSome),
        ("wait_event_killable_timeout", WaitSome), ("wait_event_idle_timeout", WaitSome),
        ("swake_up_one", Wake), ("waitqueue_active",
            site => site.Answer(Access.IsSet, site.Pointer(0, SyncKind.WaitQueue))),
    ];

    /// <summary>Who sleeps by its state and schedule() could miss its waking up here without being missed.</summary>
    private static Operand Stateless(CallSite site)
    {
        site.Takes(1, 1);
        site.Wrong(site.Call.At, $"sleeping by '{site.Name}' is not modelled", "wait_event() and wake_up() are");
        return site.Nothing();
    }

    private static Operand Reset(CallSite site) =>
        site.Step(Access.Write, site.Pointer(0, SyncKind.Completion), site.Code.Constant(0));

    private static Operand Wake(CallSite site) =>
        site.Step(Access.Wake, site.Pointer(0, SyncKind.WaitQueue));

    /// <summary>A signal never comes: the answer is 0.</summary>
    private static Primitive Zero(Primitive inner) => site =>
    {
        inner(site);
        return new(site.Code.Constant(0), RaceType.Int);
    };

    private static Operand Await(CallSite site)
    {
        var address = site.Pointer(0, SyncKind.Completion);
        site.MaySleep();
        return site.Step(Access.AwaitCompletion, address);
    }

    /// <summary>
    /// As ___wait_event does it: get ready, look, sleep unless woken since, look again. Whoever changes the condition
    /// and wakes nobody leaves the thread asleep.
    /// </summary>
    private static Operand WaitEvent(CallSite site)
    {
        if (!site.Takes(2, 2)) { return site.Nothing(); }
        var queue = Queue(site);
        site.MaySleep();
        var (top, done) = (site.Code.NewLabel(), site.Code.NewLabel());
        site.Code.Put(top);
        site.Step(Access.Prepare, queue);
        var holds = new ExpressionCompiler(site.Body).Value(site.Call.Arguments[1]);
        site.Code.JumpIfZero(site.Code.Unary(Operator.Not, holds.Register), done);
        site.MaySleep();
        site.Step(Access.Sleep, queue);
        site.Code.Jump(top);
        site.Code.Put(done);
        return site.Step(Access.Finish, queue);
    }

    /// <summary>
    /// It may be over at any time, and looks for the last time then: whether the condition holds is what it answers.
    /// </summary>
    private static Operand WaitSome(CallSite site)
    {
        if (!site.Takes(3, 3)) { return site.Nothing(); }
        var queue = Queue(site);
        site.MaySleep();
        site.Step(Access.Prepare, queue);
        var holds = new ExpressionCompiler(site.Body).Value(site.Call.Arguments[1]);
        var isSo = site.Code.Unary(Operator.Not, site.Code.Unary(Operator.Not, holds.Register));
        site.Step(Access.Finish, queue);
        return new(isSo, RaceType.Int);
    }

    /// <summary>The macro takes the queue itself, not a pointer to it.</summary>
    private static int Queue(CallSite site)
    {
        var spot = site.Spot(0);
        if (spot is { IsMemory: true, Type: RaceType.Sync { Kind: SyncKind.WaitQueue } }) { return spot.Register; }
        site.Wrong(site.Call.Arguments[0].At, $"'{site.Name}' takes a wait queue, this is {spot.Type}",
            spot.Type is RaceType.Pointer ? "put * before it" : null);
        return spot.Register;
    }
}
