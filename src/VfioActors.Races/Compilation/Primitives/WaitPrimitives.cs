using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Faults;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>Completions and wait queues. include/linux/completion.h and wait.h, Linux 6.6.</summary>
internal static class WaitPrimitives
{
    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("init_completion", site => Renew(site, SyncKind.Completion)), ("reinit_completion", Reset),
        ("complete", site => site.Step(Access.Complete, site.Pointer(0, SyncKind.Completion))),
        ("complete_all", site => site.Step(Access.CompleteAll, site.Pointer(0, SyncKind.Completion))),
        ("wait_for_completion", Await), ("wait_for_completion_interruptible", AwaitSignal),
        ("wait_for_completion_killable", site => Signals.Killed(
            site, () => site.Answer(Access.TryCompletion, site.Pointer(0, SyncKind.Completion)).Register,
            () => Await(site), Signals.RestartSystemCall)),
        ("try_wait_for_completion",
            site => site.Answer(Access.TryCompletion, site.Pointer(0, SyncKind.Completion))),
        ("completion_done", site => site.Answer(Access.IsSet, site.Pointer(0, SyncKind.Completion))),
        ("init_waitqueue_head", site => site.Body.Unit.KeepsTasks
            ? Brought(site, "__init_wait_queue", [site.Value(0)])
            : Renew(site, SyncKind.WaitQueue)),
        ("wake_up", Wake), ("wake_up_all", Wake), ("wake_up_interruptible", Wake),
        ("wake_up_interruptible_all", Wake), ("wake_up_process", WakeTask), ("set_current_state", SetState),
        ("rcuwait_wait_event", site => WaitAlone(site, isTimed: false)),
        ("rcuwait_wait_event_timeout", site => WaitAlone(site, isTimed: true)), ("__wake_up_reader", site =>
            site.Answer(Access.WakeTask, site.Pointer(0, SyncKind.Task), site.Code.Constant(WaitRules.IsKeptByRcu))),
        ("__wake_up_task", site =>
            site.Answer(Access.WakeTask, site.Pointer(0, SyncKind.Task), site.Register(1))),
        ("__set_current_state", SetState), ("signal_pending", HasSignal),
        ("fatal_signal_pending", site => new(Signals.Fatal(site) ?? site.Code.Constant(0), RaceType.Int)),
        ("__interrupted", site => Signals.Ended(site, KthreadPrimitives.Signal(site), Signals.RestartSystemCall)),
        ("__killed", site => Signals.Ended(site, Signals.Fatal(site), Signals.RestartSystemCall)),
        ("wait_event", WaitEvent), ("wait_event_interruptible", WaitSignal),
        ("wait_event_killable", WaitSignal), ("wait_event_idle", WaitEvent),
        ("wait_event_interruptible_exclusive", WaitSignal), ("wait_event_killable_exclusive", WaitSignal),
        ("wait_event_idle_exclusive", WaitEvent),
        ("wait_event_cmd", WaitCommanded), ("wait_event_lock_irq", WaitLocked),
        ("wait_event_interruptible_lock_irq", Zero(WaitLocked)),
        ("wait_event_timeout", WaitSome), ("wait_event_interruptible_timeout", WaitSome),
        ("wait_event_killable_timeout", WaitSome), ("wait_event_idle_timeout", WaitSome),
        ("swake_up_one", Wake), ("waitqueue_active", site => site.Body.Unit.KeepsTasks
            ? Brought(site, "__wait_queue_active", [site.Value(0)])
            : site.Answer(Access.IsSet, site.Pointer(0, SyncKind.WaitQueue))),
    ];

    /// <summary>What is there only where tasks sleep by their state.</summary>
    internal static IEnumerable<string> Sleepers =>
    [
        "set_current_state", "__set_current_state", "wake_up_process", "prepare_to_wait", "prepare_to_wait_exclusive",
        "rcuwait_wait_event", "rcuwait_wait_event_timeout", "rcuwait_wake_up", "prepare_to_rcuwait", "finish_rcuwait",
        .. TimedSleeps.Keys,
        "add_wait_queue", "wait_event_interruptible_exclusive", "wait_event_killable_exclusive", "kthread_run",
        "wait_event_idle_exclusive",
        "kthread_create", "init_wait", "finish_wait", "remove_wait_queue", "wake_up_locked", "wake_up_all_locked",
        "wake_up_locked_poll", KthreadPrimitives.Parker,
    ];

    /// <summary>
    /// Whether it matters in which state somebody waits: wake_up_interruptible() wakes nobody whom no signal does. What
    /// waits for a time is over in the end, whoever wakes it.
    /// </summary>
    internal static bool TellsStatesApart(IReadOnlySet<string> names) =>
        names.Overlaps(["wake_up_interruptible", "wake_up_interruptible_all"])
        && names.Overlaps(
            ["wait_event", "wait_event_killable", "wait_event_idle", "wait_event_cmd", "wait_event_lock_irq"]);

    /// <summary>What sleeps for a time in a state that it sets itself: kernel/time/timer.c, Linux 6.6.</summary>
    internal static IReadOnlyDictionary<string, string> TimedSleeps { get; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["schedule_timeout_interruptible"] = "TASK_INTERRUPTIBLE",
            ["schedule_timeout_killable"] = "TASK_KILLABLE",
            ["schedule_timeout_uninterruptible"] = "TASK_UNINTERRUPTIBLE",
            ["schedule_timeout_idle"] = "TASK_IDLE",
        };

    /// <summary>What sleeps for a time may be over at any time; schedule() sleeps until the task is woken.</summary>
    internal static Operand Sleeps(CallSite site)
    {
        var isTimed = site.Name.StartsWith("schedule_timeout", StringComparison.Ordinal);
        if (!site.Body.Unit.KeepsTasks || !(isTimed || site.Name == "schedule")) { return site.Nothing(); }
        if (TimedSleeps.TryGetValue(site.Name, out var state))
        {
            site.Step(Access.Write, Current(site), site.Code.Constant(BuiltinNames.Constants[state]));
        }

        if (!isTimed || site.Call.Arguments is [Expression.Name { Value: "MAX_SCHEDULE_TIMEOUT" }])
        {
            return SleepByState(site, Signals.Of(site, state ?? site.Body.Unit.Source.Text));
        }

        site.Step(Access.Write, Current(site), site.Code.Constant(0));
        return new(site.Code.Compute(Op.Choose, made => made with { Number = 2, Text = "what is left of the time" }),
            RaceType.Int);
    }

    /// <summary>Sleeps unless what has come to the thread ends that.</summary>
    private static Operand SleepByState(CallSite site, int? came)
    {
        var kept = came is null ? Instruction.None : site.Code.NewRegister();
        if (came is { } signal) { site.Code.Move(kept, signal); }
        return site.Step(Access.SleepByState, Current(site), kept);
    }

    /// <summary>A function that the language brings.</summary>
    internal static Operand Brought(CallSite site, string name, IReadOnlyList<Operand> arguments)
    {
        var before = site.Body.Fix(site.Call.At);
        var value = new CallCompiler(site.Body).Call(
            site.Body.Unit.Symbols.Functions[name], arguments, site.Call.At);
        site.Body.Unfix(before);
        return value;
    }

    /// <summary>The register of a pointer to the task of the thread.</summary>
    internal static int Current(CallSite site) =>
        site.Code.Constant(Pointers.To(site.Body.Unit.TaskOf(Math.Max(0, site.Body.Thread))));

    private static Operand SetState(CallSite site) => site.Step(Access.Write, Current(site), site.Register(0));

    private static Operand WakeTask(CallSite site) =>
        site.Answer(Access.WakeTask, site.Pointer(0, SyncKind.Task));

    private static Operand Reset(CallSite site) =>
        site.Step(Access.Write, site.Pointer(0, SyncKind.Completion), site.Code.Constant(0));

    /// <summary>
    /// __init_swait_queue_head() and __init_waitqueue_head(), kernel/sched, Linux 6.12, make the list of who waits an
    /// empty one. Nobody waits before there are threads.
    /// </summary>
    private static Operand Renew(CallSite site, SyncKind kind)
    {
        var address = site.Pointer(0, kind);
        if (site.Body.Kind == ThreadKind.Init) { return site.Step(Access.Write, address, site.Code.Constant(0)); }
        var isQueue = site.Code.Constant(kind == SyncKind.WaitQueue ? 1 : 0);
        site.Code.Check(
            Fault.WaiterForgotten,
            site.Answer(Access.Renew, address, isQueue).Register,
            BroughtFaults.Forgets);
        return site.Nothing();
    }

    private static Operand Wake(CallSite site)
    {
        if (!site.Body.Unit.KeepsTasks) { return site.Step(Access.Wake, site.Pointer(0, SyncKind.WaitQueue)); }
        var all = site.Code.Constant(site.Name.EndsWith("_all", StringComparison.Ordinal) ? 1 : 0);
        var how = site.Code.Constant(site.Name.Contains("_interruptible", StringComparison.Ordinal)
            ? WaitRules.IsInterruptible : 0);
        return Brought(site, "__wake_up_queue", [site.Value(0), new(all, RaceType.Int), new(how, RaceType.Int)]);
    }

    /// <summary>Where no signal comes the answer is 0.</summary>
    private static Primitive Zero(Primitive inner) => site =>
    {
        var answer = inner(site);
        return answer.Type is RaceType.Number ? answer : new(site.Code.Constant(0), RaceType.Int);
    };

    /// <summary>Whether a kthread was stopped, which is a signal to it; no other comes.</summary>
    internal static Operand HasSignal(CallSite site) => new(
        KthreadPrimitives.Signal(site) is { } signal
            ? site.Code.Unary(Operator.Not, site.Code.Unary(Operator.Not, signal))
            : site.Code.Constant(0),
        RaceType.Int);

    private static Operand AwaitSignal(CallSite site)
    {
        KthreadPrimitives.RefuseSignal(site);
        return Signals.Either(
            site, () => site.Answer(Access.TryCompletion, site.Pointer(0, SyncKind.Completion)).Register,
            () => Await(site), Signals.RestartSystemCall);
    }

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
        site.MaySleep();
        return WaitEvent(site, null);
    }

    private static Operand WaitSignal(CallSite site)
    {
        if (!site.Takes(2, 2)) { return site.Nothing(); }
        if (site.Body.Unit.KeepsTasks) { return Zero(WaitEvent)(site); }
        site.MaySleep();
        return Signals.Either(
            site, EndsIt(site), () => Once(site, Queue(site)), () => WaitEvent(site, null),
            Signals.RestartSystemCall);
    }

    /// <summary>wait_event_cmd(wq, e, before, after): what is done before and after each sleep.</summary>
    private static Operand WaitCommanded(CallSite site)
    {
        if (!site.Takes(4, 4)) { return site.Nothing(); }
        return WaitEvent(site, (() => Do(2), () => Do(3)));

        void Do(int at)
        {
            new StatementCompiler(site.Body).Any(new Statement.Do(site.Call.At, site.Call.Arguments[at]));
            site.Body.At(site.Call.At);
        }
    }

    /// <summary>
    /// wait_event_lock_irq(wq, e, lock): the lock, which is held, is given up while it sleeps, and interrupts are on.
    /// </summary>
    private static Operand WaitLocked(CallSite site)
    {
        if (!site.Takes(3, 3)) { return site.Nothing(); }
        var spot = site.Spot(2);
        if (spot is not { IsMemory: true, Type: RaceType.Sync { Kind: SyncKind.Spinlock } })
        {
            site.Wrong(site.Call.Arguments[2].At, $"'{site.Name}' takes a spinlock_t, this is {spot.Type}",
                spot.Type is RaceType.Pointer ? "put * before it" : null);
            return site.Nothing();
        }

        var held = site.Code.NewRegister();
        site.Code.Move(held, spot.Register);
        return WaitEvent(site, (
            () => LockPrimitives.GiveSpin(site, Access.Unlock, "_irq", held),
            () => LockPrimitives.TakeSpin(site, Access.Lock, "_irq", () => held)));
    }

    private static Operand WaitEvent(CallSite site, (Action Before, Action After)? around)
    {
        var (code, queue) = (site.Code, Queue(site));
        if (site.Body.Unit.KeepsTasks) { return WaitByState(site, queue, around, isTimed: false); }
        var (top, done) = (code.NewLabel(), code.NewLabel());
        var isSo = code.NewRegister();
        code.Put(top);
        var signal = around is null ? null : EndsIt(site);
        site.Step(Access.Prepare, queue);
        var holds = new ExpressionCompiler(site.Body).Value(site.Call.Arguments[1]);
        code.Move(isSo, Signals.Flag(code, holds.Register));
        code.JumpIfZero(code.Unary(Operator.Not, isSo), done);
        if (signal is { } came) { code.JumpIfZero(code.Unary(Operator.Not, came), done); }
        around?.Before();
        site.MaySleep();
        Signals.Either(
            code, signal is null ? null : EndsIt(site), () => { }, () => site.Step(Access.Sleep, queue));
        around?.After();
        code.Jump(top);
        code.Put(done);
        var finished = site.Step(Access.Finish, queue);
        return signal is null ? finished : new(Signals.Unless(site, isSo, signal), RaceType.Int);
    }

    /// <summary>
    /// The register of whether a signal has come that ends the wait, as its name says; null where none does.
    /// </summary>
    private static int? EndsIt(CallSite site) =>
        site.Does.Contains("_interruptible", StringComparison.Ordinal) ? KthreadPrimitives.Signal(site)
            : site.Does.Contains("_killable", StringComparison.Ordinal) ? Signals.Fatal(site)
            : null;

    /// <summary>
    /// It may be over at any time, and looks for the last time then: whether the condition holds is what it answers.
    /// </summary>
    private static Operand WaitSome(CallSite site)
    {
        if (!site.Takes(3, 3)) { return site.Nothing(); }
        var queue = Queue(site);
        site.MaySleep();
        if (site.Body.Unit.KeepsTasks) { return WaitByState(site, queue, null, isTimed: true); }
        var isSo = Once(site, queue);
        return new(site.Code.Binary(Operator.Add, isSo, Signals.Unless(site, isSo, EndsIt(site))), RaceType.Int);
    }

    /// <summary>The register of whether the condition holds when it is looked at once.</summary>
    private static int Once(CallSite site, int queue)
    {
        site.Step(Access.Prepare, queue);
        var holds = new ExpressionCompiler(site.Body).Value(site.Call.Arguments[1]);
        var isSo = Signals.Flag(site.Code, holds.Register);
        site.Step(Access.Finish, queue);
        return isSo;
    }

    /// <summary>The same where tasks sleep by their state, as the macro does it.</summary>
    private static Operand WaitByState(
        CallSite site, int queue, (Action Before, Action After)? around, bool isTimed)
    {
        var (body, code) = (site.Body, site.Code);
        var layout = body.Unit.Symbols.LayoutOf("wait_queue_entry");
        RaceType.Structure type = new(layout);
        var place = body.Unit.AddObject(new("wait", type, ObjectKind.Stack, code.Line));
        InitialWords.EmptyLists(body.Unit.Symbols.Objects[place], place, type, 0);
        var heads = body.Unit.Symbols.LayoutOf("wait_queue_head");
        Operand head = new(queue, new RaceType.Pointer(new RaceType.Structure(heads)));
        Operand entry = new(code.Constant(Pointers.To(place)), new RaceType.Pointer(type));
        var named = site.Does.Contains("_interruptible", StringComparison.Ordinal) ? "TASK_INTERRUPTIBLE"
            : site.Does.Contains("_killable", StringComparison.Ordinal) ? "TASK_KILLABLE"
            : "TASK_UNINTERRUPTIBLE";
        Operand state = new(code.Constant(BuiltinNames.Constants[named]), RaceType.Int);
        var prepare = site.Does.EndsWith("_exclusive", StringComparison.Ordinal)
            ? "prepare_to_wait_exclusive" : "prepare_to_wait";
        var (isSo, signal) = Until(site, isTimed, () =>
        {
            var signal = EndsIt(site);
            Signals.Either(code, signal, () => Brought(site, "finish_wait", [head, entry]),
                () => Brought(site, prepare, [head, entry, state]));
            return signal;
        }, around);
        var finished = Brought(site, "finish_wait", [head, entry]);
        if (!isTimed && signal is null) { return finished; }
        return isTimed
            ? new(code.Binary(Operator.Add, isSo, Signals.Unless(site, isSo, signal)), RaceType.Int)
            : new(Signals.Unless(site, isSo, signal), RaceType.Int);
    }

    /// <summary>As ___rcuwait_wait_event does it; in the other form it may be over at any time.</summary>
    private static Operand WaitAlone(CallSite site, bool isTimed)
    {
        var count = isTimed ? 4 : 3;
        if (!site.Takes(count, count)) { return site.Nothing(); }
        var alone = site.Value(0);
        if (alone.Type is not RaceType.Pointer { To: RaceType.Structure { Layout.Name: "rcuwait" } })
        {
            site.Wrong(site.Call.Arguments[0].At,
                $"'{site.Name}' takes a pointer to struct rcuwait, this is {alone.Type}",
                alone.Type is RaceType.Structure { Layout.Name: "rcuwait" } ? "put & before it" : null);
            return site.Nothing() with { Type = RaceType.Int };
        }

        var code = site.Code;
        var state = site.Body.Unit.Constants.Of(site.Call.Arguments[2]);
        if (state is null) { site.Wrong(site.Call.Arguments[2].At, "expected a state such as TASK_UNINTERRUPTIBLE"); }
        Brought(site, "prepare_to_rcuwait", [alone]);
        var (isSo, signal) = Until(site, isTimed, () =>
        {
            site.Step(Access.Write, Current(site), site.Register(2));
            return KthreadPrimitives.SignalIn(site, state);
        });
        Brought(site, "finish_rcuwait", [alone]);
        if (signal is null) { return new(isTimed ? isSo : code.Constant(0), RaceType.Int); }
        var isOver = code.Binary(Operator.And, code.Unary(Operator.Not, isSo), Signals.Flag(code, signal.Value));
        var ended = Signals.Ended(site, isOver, Signals.Interrupted);
        return isTimed ? new(code.Binary(Operator.Add, isSo, ended.Register), RaceType.Int) : ended;
    }

    /// <summary>
    /// Looks whether it holds, and sleeps by its state until it does, or a signal comes; what is timed looks once.
    /// </summary>
    /// <param name="begins">What is done before each look; answers where it stands whether a signal came.</param>
    /// <param name="around">What is done before and after each sleep; null for nothing.</param>
    /// <returns>The registers of whether it holds, and whether a signal came; null where none ever does.</returns>
    private static (int Holds, int? Signal) Until(
        CallSite site, bool isTimed, Func<int?> begins, (Action Before, Action After)? around = null)
    {
        var code = site.Code;
        var (top, done) = (code.NewLabel(), code.NewLabel());
        code.Put(top);
        var signal = begins();
        var holds = new ExpressionCompiler(site.Body).Value(site.Call.Arguments[1]);
        var isSo = Signals.Flag(code, holds.Register);
        if (isTimed) { return (isSo, signal); }
        code.JumpIfZero(code.Unary(Operator.Not, isSo), done);
        if (signal is { } came) { code.JumpIfZero(code.Unary(Operator.Not, came), done); }
        around?.Before();
        site.MaySleep();
        var ends = around is not null && site.Body.Signal is not null && EndsIt(site) is not null;
        SleepByState(site, ends ? site.Body.Signal : null);
        around?.After();
        code.Jump(top);
        code.Put(done);
        return (isSo, signal);
    }

    /// <summary>The macro takes the queue itself, not a pointer to it.</summary>
    private static int Queue(CallSite site)
    {
        var spot = site.Spot(0);
        var isQueue = spot.Type is RaceType.Sync { Kind: SyncKind.WaitQueue }
            or RaceType.Structure { Layout.Name: "wait_queue_head" };
        if (spot.IsMemory && isQueue) { return spot.Register; }
        site.Wrong(site.Call.Arguments[0].At, $"'{site.Name}' takes a wait queue, this is {spot.Type}",
            spot.Type is RaceType.Pointer ? "put * before it" : null);
        return spot.Register;
    }
}
