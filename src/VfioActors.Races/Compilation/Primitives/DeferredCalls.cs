using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>Functions that are called later, each in a thread of its own.</summary>
internal static class DeferredCalls
{
    /// <summary>What kthread_stop answers of one that never ran: EINTR.</summary>
    private const long Interrupted = 4;

    /// <summary>
    /// Calls a function later, as soon as it likes, and frees the argument behind that unless the function did; without
    /// a function it is freed.
    /// </summary>
    internal static void Spawn(CallSite site, Item.Function? function, Operand argument)
    {
        var (first, many) = Threads(site, function, argument.Type, isCallback: false);
        var counter = site.Code.NewCounter();
        site.Code.Add(Op.Spawn, made => made with
        {
            Number = first,
            Limit = many,
            A = counter,
            B = argument.Register,
        });
    }

    /// <summary>
    /// The number of a thread that will call a function when RCU begins it; without a function the argument is freed.
    /// </summary>
    internal static int Reserve(CallSite site, Item.Function? function, Operand argument)
    {
        var (first, many) = Threads(site, function, argument.Type, isCallback: function is not null);
        var counter = site.Code.NewCounter();
        return site.Code.Compute(Op.Spawn, made => made with { Number = first, Limit = many, A = counter });
    }

    /// <summary>
    /// A task of the kernel, which begins once it is woken, unless it was stopped before: kernel/kthread.c, Linux 6.12.
    /// Who makes it has it as long as it runs.
    /// </summary>
    internal static Operand Task(CallSite site, bool isAwake)
    {
        RaceType type = new RaceType.Sync(SyncKind.Task);
        Operand wrong = new(site.Code.Constant(0), new RaceType.Pointer(type));
        var (unit, data) = (site.Body.Unit, site.Value(1));
        if (site.Count == 0 || site.Function(0) is not { Parameters.Count: 1 } function)
        {
            site.Wrong(
                site.Call.At, "expected the name of a function that takes one argument", CallSite.NoFunctionHint);
            return wrong;
        }

        site.MaySleep();
        var many = site.Body.Rounds > 0 ? Unit.AllocationsMax : 1;
        var (first, task) = (unit.ThreadCount, unit.Symbols.Objects.Count);
        for (var place = 0; place < many && !unit.Symbols.Problems.IsFull; place++)
        {
            var number = 1 + unit.Threads.Count(known =>
                known.Plan.Name.StartsWith($"{function.Name}.", StringComparison.Ordinal));
            var body = unit.AddThread($"{function.Name}.{number}", ThreadKind.Deferred, site.Call.At);
            var name = $"{ObjectPlan.TaskOf}{function.Name}.{number}";
            ObjectPlan plan = new(name, type, ObjectKind.Global, site.Code.Line);
            (plan.Initial[0], plan.Initial[WaitRules.TaskHeld]) = (2, 1);
            unit.Tasks[body.Thread] = unit.AddObject(plan);
            body.Rounds = site.Body.Rounds > 0 ? 1 : 0;
            unit.Later.Enqueue(() => WriteTask(body, function, data, site));
        }

        var (threads, tasks) = (site.Code.NewCounter(), site.Code.NewCounter());
        var (result, end) = (site.Code.NewRegister(), site.Code.NewLabel());
        site.Code.Set(result, IndexPrimitives.NoMemory);
        if (MemoryPrimitives.Refusal(site) is { } refused)
        {
            site.Code.JumpIfZero(site.Code.Unary(Operator.Not, refused), end);
        }

        var made = site.Code.Compute(Op.Allocate, one => one with { Number = task, Limit = many, A = tasks });
        site.Code.Add(Op.Spawn, one => one with { Number = first, Limit = many, A = threads, B = data.Register });
        if (isAwake) { site.Step(Access.WakeTask, made); }
        site.Code.Move(result, made);
        site.Code.Put(end);
        return new(result, new RaceType.Pointer(type));
    }

    /// <summary>It waits until it is woken, does nothing where it was stopped before, and ends.</summary>
    private static void WriteTask(Body body, Item.Function function, Operand data, CallSite site)
    {
        var code = body.Code;
        body.At(site.Call.At);
        var (task, end) = (code.Constant(Pointers.To(body.Unit.TaskOf(body.Thread))), code.NewLabel());
        var result = code.NewRegister();
        code.Set(result, -Interrupted);
        code.Ask(Access.SleepByState, task);
        var stops = KthreadPrimitives.Asked(code, task, WaitRules.ShouldStop);
        code.JumpIfZero(code.Unary(Operator.Not, stops), end);
        if (body.Unit.ParksTasks) { KthreadPrimitives.Park(body, KthreadPrimitives.Parker); }
        var value = new CallCompiler(body).Call(
            function, [data with { Register = ThreadPlan.Argument }], site.Call.At);
        code.Move(result, value.Register);
        code.Put(end);
        code.Ask(Access.Exit, task, result);
        ThreadWriter.Finish(body, beginsItself: false);
    }

    private static (int First, int Count) Threads(
        CallSite site, Item.Function? function, RaceType type, bool isCallback)
    {
        var unit = site.Body.Unit;
        var many = site.Body.Rounds > 0 ? Unit.AllocationsMax : 1;
        var first = unit.ThreadCount;
        var at = site.Body.PlaceOf(site.Call.At);
        var isBrought = function is not null && unit.Brought.Contains(function.Name);
        for (var place = 0; place < many && !unit.Symbols.Problems.IsFull; place++)
        {
            var name = function?.Name ?? "free";
            var number = 1 + unit.Threads.Count(known =>
                known.Plan.Name.StartsWith($"{name}.", StringComparison.Ordinal));
            var body = unit.AddThread($"{name}.{number}", ThreadKind.Deferred, at);
            if (isCallback) { MakeCallback(body); }
            if (isBrought) { body.Fix(at); }
            body.Rounds = site.Body.Rounds > 0 ? 1 : 0;
            unit.Later.Enqueue(() => Write(body, function, type, at));
        }

        return (first, many);
    }

    /// <summary>
    /// What RCU calls runs without softirqs, so that a grace period waits for it, too. That is no step where it follows
    /// no pointer but the one that it is given: then there is nothing that a grace period would keep for it.
    /// </summary>
    private static void Write(Body body, Item.Function function, Operand argument, Texts.Place place)
    {
        var isCallback = body.Unit.Threads[body.Thread].Plan.IsCallback;
        if (isCallback && IsHead(argument.Type))
        {
            body.Code.Ask(Access.Write, ThreadPlan.Argument, body.Code.Constant(0));
        }

        var begin = body.Code.Length;
        if (isCallback) { RcuPrimitives.Begin(body); }
        var from = body.Code.Length;
        new CallCompiler(body).Call(function, [argument], place);
        if (!isCallback) { return; }
        if (FollowsPointers(body.Code, from)) { RcuPrimitives.End(body); }
        else { body.Code.Pass(begin, from); }
    }

    /// <summary>
    /// Whether a type is one of pointers to what waits in a list of RCU: rcu_do_batch, kernel/rcu/tree.c, Linux 6.12,
    /// takes it off and writes to it before it calls.
    /// </summary>
    internal static bool IsHead(RaceType type) =>
        type is RaceType.Pointer { To: RaceType.Sync { Kind: SyncKind.RcuHead } };

    private static bool FollowsPointers(CodeBuffer code, int from)
    {
        SortedSet<int> known = [ThreadPlan.Argument];
        for (var at = from; at < code.Length; at++)
        {
            var one = code[at];
            var goesBack = one.Op is Op.Jump or Op.JumpIfZero
                && code.IsPut(one.Target) && code.PlaceOf(one.Target) <= at;
            if (goesBack || (one.Op == Op.Ask && !known.Contains(one.A))) { return true; }
            var isKnown = one.Op == Op.Const || (one.Op is Op.Move or Op.Offset or Op.Element && known.Contains(one.A));
            if (isKnown) { known.Add(one.Result); }
            else { known.Remove(one.Result); }
        }

        return false;
    }

    private static void MakeCallback(Body body)
    {
        var (unit, plan) = (body.Unit, body.Unit.Threads[body.Thread].Plan);
        unit.Finish(body, plan with { IsCallback = true, IsAwaited = unit.HasBarrier });
    }

    private static void Write(Body body, Item.Function? function, RaceType type, Texts.Place place)
    {
        body.At(place);
        if (function is null) { body.Code.Ask(Access.Free, ThreadPlan.Argument); }
        else { Write(body, function, new Operand(ThreadPlan.Argument, type), place); }
        if (function is not null && !body.Unit.Threads[body.Thread].Plan.IsCallback)
        {
            body.At(place);
            body.Code.Ask(Access.Free, ThreadPlan.Argument, body.Code.Constant((long)Ending.Closed));
        }

        if (body.Unit.Threads[body.Thread].Plan.IsAwaited) { RcuPrimitives.Done(body); }
        ThreadWriter.Finish(body, beginsItself: false);
    }
}
