using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Primitives;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Runners;

/// <summary>
/// Writes the code of an interrupt that was requested, and of its thread: handle_irq_event and irq_thread,
/// kernel/irq/handle.c and manage.c, Linux 6.12. What is called is read when it comes.
/// </summary>
internal static class IrqWriter
{
    private const string Handler = "handler", ThreadFunction = "thread_fn";

    /// <summary>The flag with which two handlers may share a line.</summary>
    internal const string Sharing = "IRQF_SHARED";

    private const long WakeThread = 2;

    /// <summary>Writes the interrupt itself; one that is masked until its thread is done waits for that.</summary>
    internal static void WriteLine(Body body, Place? begins)
    {
        var code = body.Code;
        var (top, idle, done, wakes) = (code.NewLabel(), code.NewLabel(), code.NewLabel(), code.NewLabel());
        var (isShared, second) = (body.Unit.SharesIrqs, code.NewLabel());
        var place = Begin(body, begins);
        code.Put(top);
        Unmasked(body, place);
        RcuPrimitives.Begin(body);
        code.JumpIfZero(code.Ask(Access.Expire, ThreadPlan.Argument), idle);
        if (isShared) { code.JumpIfZero(Read(body, "requested").Register, second); }
        var handler = Read(body, Handler);
        code.JumpIfZero(handler.Register, wakes);
        var answer = Call(body, handler, Handler, place);
        code.JumpIfZero(code.Binary(Operator.Equal, answer, code.Constant(WakeThread)), second);
        code.Put(wakes);
        code.Check(
            Fault.IrqMisused, Read(body, ThreadFunction).Register, "wakes the thread of an interrupt that has none");
        code.Ask(Access.Arm, At(body, "thread"), code.Constant(0));
        code.Put(second);
        if (isShared) { WriteOther(body, done, place); }
        code.Put(done);
        code.JumpIfZero(code.Ask(Access.Expired, ThreadPlan.Argument, code.Constant(0)), idle);
        RcuPrimitives.End(body);
        code.Jump(top);
        code.Put(idle);
        RcuPrimitives.End(body);
        code.Add(Op.Idle);
        code.Jump(top);
        ThreadWriter.Finish(body, beginsItself: false);
    }

    /// <summary>Where two handlers may share a line both are called that are there.</summary>
    private static void WriteOther(Body body, int done, Place place)
    {
        body.Code.JumpIfZero(Read(body, "shared").Register, done);
        var answer = Call(body, Read(body, "other"), Handler, place, "other_id");
        var isThread = body.Code.Binary(Operator.Differ, answer, body.Code.Constant(WakeThread));
        body.Code.Check(Fault.IrqMisused, isThread, "wakes the thread of an interrupt that has none");
    }

    /// <summary>Writes its thread, which may sleep.</summary>
    internal static void WriteThread(Body body, Place? begins)
    {
        var code = body.Code;
        var (top, idle) = (code.NewLabel(), code.NewLabel());
        var (place, thread) = (Begin(body, begins), OffsetOf(body, "thread").Offset);
        code.Put(top);
        var word = code.NewRegister();
        code.Move(word, ThreadPlan.Argument);
        code.JumpIfZero(code.Ask(Access.Expire, word), idle);
        code.Add(Op.Offset, made => made with { Result = ThreadPlan.Argument, A = word, Number = -thread });
        Call(body, Read(body, ThreadFunction), ThreadFunction, place);
        code.Move(ThreadPlan.Argument, word);
        code.JumpIfZero(code.Ask(Access.Expired, ThreadPlan.Argument, code.Constant(0)), idle);
        code.Jump(top);
        code.Put(idle);
        code.Add(Op.Idle);
        code.Jump(top);
        ThreadWriter.Finish(body, beginsItself: false);
    }

    /// <summary>It is where its function stands, or else the first that may be.</summary>
    private static Place Begin(Body body, Place? begins)
    {
        var place = begins ?? body.Unit.Pointed.FirstOrDefault(one =>
            OffsetOf(body, Handler).Type is RaceType.Pointer { To: var type } && body.Unit.Types.Of(one) == type)?.At
            ?? default;
        body.At(place);
        return place;
    }

    private static void Unmasked(Body body, Place place)
    {
        var before = body.Fix(place);
        new CallCompiler(body).Call(
            body.Unit.Symbols.Functions["__irq_unmasked"], [new(ThreadPlan.Argument, Description(body))], place);
        body.Unfix(before);
    }

    private static int Call(Body body, Operand function, string name, Place place, string argument = "dev_id")
    {
        Expression.Member written = new(
            place, new Expression.Name(place, "irq"), new Expression.Name(place, name), ByPointer: true);
        return new PointerCalls(body).Call(
            function, (name, written), [Read(body, "number"), Read(body, argument)], place).Register;
    }

    private static RaceType.Pointer Description(Body body) =>
        new(new RaceType.Structure(body.Unit.Symbols.LayoutOf(RequestedIrqs.Structure)));

    private static (int Offset, RaceType Type) OffsetOf(Body body, string field)
    {
        _ = body.Unit.Symbols.LayoutOf(RequestedIrqs.Structure).TryFind(field, out var found);
        return (found.Offset, found.Type);
    }

    private static int At(Body body, string field)
    {
        var offset = OffsetOf(body, field).Offset;
        return body.Code.Compute(Op.Offset, made => made with { A = ThreadPlan.Argument, Number = offset });
    }

    private static Operand Read(Body body, string field) =>
        new(body.Code.Ask(Access.Read, At(body, field)), OffsetOf(body, field).Type);
}
