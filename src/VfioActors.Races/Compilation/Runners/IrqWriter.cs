using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Primitives;
using VfioActors.Races.Programs;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Runners;

/// <summary>
/// Writes the code of an interrupt that was requested, and of its thread: handle_irq_event and irq_thread,
/// kernel/irq/handle.c and manage.c, Linux 6.12. What is called is read when it comes.
/// </summary>
internal static class IrqWriter
{
    private const string Variable = "irq", Handler = "handler", ThreadFunction = "thread_fn";

    /// <summary>The flag with which two handlers may share a line.</summary>
    internal const string Sharing = "IRQF_SHARED";

    private const long WakeThread = 2;

    /// <summary>Writes the interrupt itself; one that is masked until its thread is done waits for that.</summary>
    internal static void WriteLine(Body body, Place? begins)
    {
        GivenStructure line = new(body, RequestedIrqs.Structure, Variable);
        var place = line.Begin(begins, Handler);
        line.WriteRounds(
            () =>
            {
                WriteHandlers(body, line, place);
                return body.Code.Constant(0);
            },
            first: () => line.CallBrought("__irq_unmasked", place));
    }

    private static void WriteHandlers(Body body, GivenStructure line, Place place)
    {
        var code = body.Code;
        var (done, wakes) = (code.NewLabel(), code.NewLabel());
        var (isShared, second) = (body.Unit.SharesIrqs, code.NewLabel());
        if (isShared) { code.JumpIfZero(line.Read("requested").Register, second); }
        var handler = line.Read(Handler);
        code.JumpIfZero(handler.Register, wakes);
        var answer = Call(line, handler, Handler, place);
        code.JumpIfZero(code.Binary(Operator.Equal, answer, code.Constant(WakeThread)), second);
        code.Put(wakes);
        code.Check(
            Fault.IrqMisused, line.Read(ThreadFunction).Register, "wakes the thread of an interrupt that has none");
        code.Ask(Access.Arm, line.At("thread"), code.Constant(0));
        code.Put(second);
        if (isShared) { WriteOther(body, line, done, place); }
        code.Put(done);
    }

    /// <summary>Where two handlers may share a line both are called that are there.</summary>
    private static void WriteOther(Body body, GivenStructure line, int done, Place place)
    {
        body.Code.JumpIfZero(line.Read("shared").Register, done);
        var answer = Call(line, line.Read("other"), Handler, place, "other_id");
        var isThread = body.Code.Binary(Operator.Differ, answer, body.Code.Constant(WakeThread));
        body.Code.Check(Fault.IrqMisused, isThread, "wakes the thread of an interrupt that has none");
    }

    /// <summary>Writes its thread, which may sleep.</summary>
    internal static void WriteThread(Body body, Place? begins)
    {
        var code = body.Code;
        GivenStructure line = new(body, RequestedIrqs.Structure, Variable);
        var (top, idle) = (code.NewLabel(), code.NewLabel());
        var (place, thread) = (line.Begin(begins, Handler), line.OffsetOf("thread"));
        code.Put(top);
        var word = code.NewRegister();
        code.Move(word, ThreadPlan.Argument);
        code.JumpIfZero(code.Ask(Access.Expire, word), idle);
        code.Add(Op.Offset, made => made with { Result = ThreadPlan.Argument, A = word, Number = -thread });
        Call(line, line.Read(ThreadFunction), ThreadFunction, place);
        code.Move(ThreadPlan.Argument, word);
        code.JumpIfZero(code.Ask(Access.Expired, ThreadPlan.Argument, code.Constant(0)), idle);
        code.Jump(top);
        code.Put(idle);
        code.Add(Op.Idle);
        code.Jump(top);
        ThreadWriter.Finish(body, beginsItself: false);
    }

    private static int Call(
        GivenStructure line, Operand function, string name, Place place, string argument = "dev_id") =>
        line.Call(function, name, place, line.Read("number"), line.Read(argument)).Register;
}
