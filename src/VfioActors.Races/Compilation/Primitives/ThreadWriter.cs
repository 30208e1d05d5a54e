using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Ids;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>Writes the code of whole threads.</summary>
internal static class ThreadWriter
{
    /// <summary>Writes the code of a thread of the file.</summary>
    /// <param name="beginsItself">Whether it begins by itself.</param>
    internal static void Write(Body body, Item.Thread thread, bool beginsItself)
    {
        var unit = body.Unit;
        body.At(thread.At);
        FirstStep.Reserve(body.Code);
        var isGated = unit.Interrupts.TryGetValue(body.Interrupts, out var gate);
        if (isGated) { Gate(body, Access.Lock, gate); }
        if (thread.Kind == ThreadKind.Irq) { RcuPrimitives.Begin(body); }
        Frame frame = new(thread.Name, new RaceType.Nothing(), body.Code.NewRegister(), body.Code.NewLabel())
        {
            Shared = AddressTaken.In(unit, thread.Body),
        };
        body.Frames.Add(frame);
        new StatementCompiler(body).Block(thread.Body);
        body.Code.Put(frame.End);
        new CallCompiler(body).CheckLabels(frame);
        body.At(thread.At);
        if (thread.Kind == ThreadKind.Irq) { RcuPrimitives.End(body); }
        if (isGated) { Gate(body, Access.Unlock, gate); }
        if (thread.Kind == ThreadKind.Init) { body.Code.Add(Op.Release); }
        Finish(body, beginsItself);
    }

    /// <summary>
    /// Writes the code of a worker: it takes work up as long as there is some. A softirq does the same with a timer;
    /// grace periods wait for all of it, as softirqs are off there before it is looked what has expired.
    /// </summary>
    /// <param name="functions">What it may have to call.</param>
    /// <param name="begins">Where its function stands; null when that is not known.</param>
    internal static void WriteWorker(Body body, IReadOnlyList<Item.Function> functions, Place? begins)
    {
        var code = body.Code;
        var isTimer = body.Kind == ThreadKind.Softirq;
        var place = begins
            ?? functions.FirstOrDefault(one => TypeTaken(body.Unit, one, isTimer) is not null)?.At ?? default;
        body.At(place);
        var (top, idle) = (code.NewLabel(), code.NewLabel());
        code.Put(top);
        if (isTimer) { RcuPrimitives.Begin(body); }
        var keepsQueues = !isTimer && body.Unit.KeepsQueues;
        var function = keepsQueues
            ? AwaitTurn(body, top, idle)
            : code.Ask(isTimer ? Access.Expire : Access.TakeUp, ThreadPlan.Argument);
        if (!keepsQueues) { code.JumpIfZero(function, idle); }
        foreach (var (one, number) in functions.Select((one, at) => (one, at + 1)))
        {
            if (TypeTaken(body.Unit, one, isTimer) is not { } type) { continue; }
            var next = code.NewLabel();
            code.JumpIfZero(code.Binary(Operator.Equal, function, code.Constant(number)), next);
            new CallCompiler(body).Call(one, [new(ThreadPlan.Argument, type)], one.At);
            code.Put(next);
        }

        body.At(place);
        if (keepsQueues) { code.Ask(Access.LeaveQueue, body.Queue, ThreadPlan.Argument); }
        var again = code.Ask(isTimer ? Access.Expired : Access.Done, ThreadPlan.Argument);
        code.JumpIfZero(again, idle);
        if (isTimer) { RcuPrimitives.End(body); }
        code.Jump(top);
        code.Put(idle);
        if (isTimer) { RcuPrimitives.End(body); }
        code.Add(Op.Idle);
        code.Jump(top);
        Finish(body, beginsItself: false);
    }

    /// <summary>
    /// Where it matters in which queue work is, it begins once that has it begin; by then it may have been taken out.
    /// </summary>
    private static int AwaitTurn(Body body, int top, int idle)
    {
        var code = body.Code;
        body.Queue = code.Ask(Access.TakeUp, ThreadPlan.Argument, code.Constant(WorkRules.Looks));
        code.JumpIfZero(body.Queue, idle);
        code.JumpIfZero(code.Ask(Access.AwaitTurn, body.Queue), top);
        var function = code.Ask(Access.TakeUp, ThreadPlan.Argument, code.Constant(WorkRules.HasTurn), body.Queue);
        code.JumpIfZero(function, top);
        return function;
    }

    /// <summary>
    /// What a function is called with; null for one that takes something else, and so is meant for somebody else.
    /// </summary>
    private static RaceType.Pointer? TypeTaken(Unit unit, Item.Function function, bool isTimer)
    {
        if (function.Parameters.Count != 1 || !unit.Symbols.SetUp.Contains(function.Name)) { return null; }
        var takesTimer = TimerPrimitives.IsTimer(unit.Types.Of(function.Parameters[0]));
        if (takesTimer != isTimer) { return null; }
        return new RaceType.Pointer(isTimer
            ? new RaceType.Structure(unit.Symbols.LayoutOf(TimerPrimitives.TimerStructure))
            : new RaceType.Sync(SyncKind.Work));
    }

    /// <summary>The code of a thread is written.</summary>
    internal static void Finish(Body body, bool beginsItself)
    {
        body.Code.Add(Op.Halt);
        if (beginsItself) { FirstStep.Fill(body, body.Unit.Threads[body.Thread].Plan.Name); }
        if (body.Code.IsFull)
        {
            body.Unit.Symbols.Problems.Add(
                default,
                $"a thread has more than {CodeBuffer.LengthMax} instructions",
                "a function is put where it is called: call fewer, or leave out what does not matter");
            return;
        }

        var code = LockedIds.LeftOut(body.Code.Finish());
        var plan = body.Unit.Threads[body.Thread].Plan;
        body.Unit.Finish(body, plan with
        {
            Code = code,
            Registers = body.Code.Registers,
            Live = new Liveness(code, body.Code.Registers).Of(body.Code.Counters),
            BeginsItself = beginsItself,
            Interrupts = body.Interrupts,
            IsBound = body.IsBound,
            Gate = body.Unit.Bound.Contains(body.Thread) ? body.Unit.Interrupts[body.Thread] : -1,
            FirstCounter = body.Code.Registers - body.Code.Counters.Count(),
        });
    }

    /// <summary>An interrupt takes turns with code of its processor that runs without interrupts.</summary>
    private static void Gate(Body body, Access access, int gate) =>
        body.Code.Ask(access, body.Code.Constant(Pointers.To(gate)));
}
