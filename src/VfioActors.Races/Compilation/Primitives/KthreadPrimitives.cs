using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Faults;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>
/// Threads of the kernel: kernel/kthread.c, Linux 6.12. That one which says it is parked is taken off its processor a
/// moment later is not looked at: it does nothing meanwhile.
/// </summary>
internal static class KthreadPrimitives
{
    /// <summary>What parks a kthread: where nobody does, none looks whether it is to park.</summary>
    internal const string Parker = "kthread_park";

    /// <summary>What stops a kthread: where nobody does, none has a signal.</summary>
    internal const string Stopper = "kthread_stop";

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("kthread_run", site => DeferredCalls.Task(site, isAwake: true)),
        ("kthread_create", site => DeferredCalls.Task(site, isAwake: false)),
        ("kthread_should_stop", site => Asked(site, WaitRules.ShouldStop)), (Stopper, Stop),
        ("kthread_should_park", site => AskedOfOwn(site, WaitRules.ShouldPark)),
        ("kthread_should_stop_or_park", site => AskedOfOwn(site, WaitRules.ShouldStop | WaitRules.ShouldPark)),
        (Parker, ParkOther), ("kthread_unpark", Unpark), ("kthread_parkme", ParkMe),
        ("get_task_struct", site =>
        {
            var task = site.Pointer(0, SyncKind.Task);
            site.Step(Access.Add, Word(site.Code, task, WaitRules.TaskHeld), site.Code.Constant(1));
            return new(task, new RaceType.Pointer(new RaceType.Sync(SyncKind.Task)));
        }),
        ("put_task_struct", Put),
    ];

    /// <summary>The register of what a task was asked to do of some things; zero for none of them.</summary>
    internal static int Asked(CodeBuffer code, int task, long what)
    {
        var asked = code.Ask(Access.Read, Word(code, task, WaitRules.TaskAsked));
        return code.Binary(Operator.And, asked, code.Constant(what));
    }

    /// <summary>
    /// The register of whether a kthread has a signal: to stop one is one to it, since Linux 6.0, which ends what
    /// sleeps so that a signal ends it. TIF_NOTIFY_SIGNAL in kthread_stop. To threads others come, where that is asked
    /// for. Null where none ever comes.
    /// </summary>
    internal static int? Signal(CallSite site) => IsStopped(site)
        ? Asked(site.Code, WaitPrimitives.Current(site), WaitRules.Signalled)
        : Signals.Of(site);

    /// <summary>
    /// The register of whether a signal has come that ends what waits in a state: signal_pending_state,
    /// include/linux/sched/signal.h. Null where none ever does.
    /// </summary>
    /// <param name="state">The state, such as TASK_KILLABLE, which is known beforehand.</param>
    internal static int? SignalIn(CallSite site, long? state) =>
        state is not { } known ? null
            : (known & WaitRules.Interruptible) != 0 ? Signal(site)
            : (known & WaitRules.Killable) != 0 ? Signals.Fatal(site)
            : null;

    /// <summary>Says that a signal would end what waits in a queue that it is not kept for.</summary>
    internal static void RefuseSignal(CallSite site)
    {
        if (!IsStopped(site)) { return; }
        site.Wrong(
            site.Call.At, $"'{site.Name}' is over here once kthread_stop() is called, which is not looked at",
            "wait_event_interruptible() is looked at; what no signal ends goes on to wait");
    }

    private static bool IsStopped(CallSite site) =>
        site.Body is { Kind: ThreadKind.Deferred, Unit: { StopsTasks: true } unit }
        && unit.Tasks.ContainsKey(site.Body.Thread);

    /// <summary>As __kthread_parkme: says that it is parked, and sleeps, as long as it is to.</summary>
    /// <param name="name">What sleeps.</param>
    internal static void Park(Body body, string name)
    {
        var code = body.Code;
        var task = code.Constant(Pointers.To(body.Unit.TaskOf(Math.Max(0, body.Thread))));
        var (top, end) = (code.NewLabel(), code.NewLabel());
        code.Put(top);
        code.Ask(Access.Write, task, code.Constant(WaitRules.Parked));
        code.JumpIfZero(Asked(code, task, WaitRules.ShouldPark), end);
        code.Add(Op.MaySleep, made => made with { Text = name });
        code.Ask(Access.Complete, Word(code, task, WaitRules.TaskParked));
        code.Ask(Access.SleepByState, task);
        code.Jump(top);
        code.Put(end);
        code.Ask(Access.Write, task, code.Constant(0));
    }

    private static int Word(CodeBuffer code, int task, int word) =>
        code.Compute(Op.Offset, made => made with { A = task, Number = word });

    private static Operand Asked(CallSite site, long what) =>
        new(Asked(site.Code, WaitPrimitives.Current(site), what), RaceType.Int);

    private static Operand AskedOfOwn(CallSite site, long what)
    {
        IsOfKthread(site);
        return Asked(site, what);
    }

    private static Operand ParkMe(CallSite site)
    {
        IsOfKthread(site);
        Park(site.Body, site.Name);
        return site.Nothing();
    }

    /// <summary>What a kthread calls nobody else does: in the kernel that follows a pointer to nothing.</summary>
    private static void IsOfKthread(CallSite site)
    {
        if (site.Body.Unit.IsRehearsal || site.Body.Kind == ThreadKind.Deferred) { return; }
        site.Wrong(site.Call.At, $"'{site.Name}' is called here by what is no kthread",
            "the function of kthread_run() or kthread_create() calls it");
    }

    /// <summary>
    /// Asks it to park, wakes it, and waits until it says that it has. A kthread that asks itself does not wait.
    /// </summary>
    private static Operand ParkOther(CallSite site)
    {
        var (code, task) = (site.Code, site.Pointer(0, SyncKind.Task));
        var asked = site.Answer(Access.Read, Word(code, task, WaitRules.TaskAsked)).Register;
        Refuse(WaitRules.Ended, "parks a kthread that has ended");
        Refuse(WaitRules.ShouldPark, "parks a kthread that is to park already");
        site.Step(Access.Or, Word(code, task, WaitRules.TaskAsked), code.Constant(WaitRules.ShouldPark));
        var end = code.NewLabel();
        if (site.Body.Kind == ThreadKind.Deferred)
        {
            code.JumpIfZero(code.Binary(Operator.Differ, task, WaitPrimitives.Current(site)), end);
        }

        site.Step(Access.WakeTask, task);
        site.MaySleep();
        site.Step(Access.AwaitCompletion, Word(code, task, WaitRules.TaskParked));
        code.Put(end);
        return new(code.Constant(0), RaceType.Int);

        void Refuse(long what, string text)
        {
            var isSo = code.Binary(Operator.And, asked, code.Constant(what));
            code.Check(Fault.KthreadMisused, code.Unary(Operator.Not, isSo), text);
        }
    }

    private static Operand Unpark(CallSite site)
    {
        Unpark(site, site.Pointer(0, SyncKind.Task));
        return site.Nothing();
    }

    private static void Unpark(CallSite site, int task)
    {
        site.Step(Access.And, Word(site.Code, task, WaitRules.TaskAsked), site.Code.Constant(~WaitRules.ShouldPark));
        site.Step(Access.WakeTask, task, site.Code.Constant(WaitRules.IsParked));
    }

    /// <summary>
    /// Asks it to stop, also where it is parked, gives it a signal, wakes it, and waits until it has ended.
    /// </summary>
    private static Operand Stop(CallSite site)
    {
        var task = site.Pointer(0, SyncKind.Task);
        site.MaySleep();
        site.Step(Access.StopTask, task);
        if (site.Body.Unit.ParksTasks) { Unpark(site, task); }
        site.Step(Access.Or, Word(site.Code, task, WaitRules.TaskAsked), site.Code.Constant(WaitRules.Signalled));
        site.Step(Access.WakeTask, task);
        return site.Answer(Access.AwaitExit, task);
    }

    private static Operand Put(CallSite site)
    {
        var task = site.Pointer(0, SyncKind.Task);
        var end = site.Code.NewLabel();
        var left = site.Step(Access.Add, Word(site.Code, task, WaitRules.TaskHeld), site.Code.Constant(-1)).Register;
        site.Code.JumpIfZero(site.Code.Unary(Operator.Not, left), end);
        site.Step(Access.Free, task);
        site.Code.Put(end);
        return site.Nothing();
    }
}
