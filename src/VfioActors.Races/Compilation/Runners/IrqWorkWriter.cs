using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Primitives;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Runners;

/// <summary>
/// Writes the code of the interrupt that runs an irq_work: irq_work_single, kernel/irq_work.c, Linux 6.12. What it
/// calls is read when it runs.
/// </summary>
internal static class IrqWorkWriter
{
    private const string Structure = "irq_work", Function = "func";

    /// <summary>Writes it.</summary>
    internal static void Write(Body body, Place? begins)
    {
        var code = body.Code;
        var (top, idle) = (code.NewLabel(), code.NewLabel());
        _ = body.Unit.Symbols.LayoutOf(Structure).TryFind(Function, out var field);
        RaceType.Pointer pointer = new(new RaceType.Structure(body.Unit.Symbols.LayoutOf(Structure)));
        var place = begins ?? body.Unit.Pointed.FirstOrDefault(one =>
            field.Type is RaceType.Pointer { To: var type } && body.Unit.Types.Of(one) == type)?.At ?? default;
        body.At(place);
        code.Put(top);
        RcuPrimitives.Begin(body);
        code.JumpIfZero(code.Ask(Access.Expire, ThreadPlan.Argument), idle);
        Brought(body, "__irq_work_begin", pointer, place);
        Call(body, field, pointer, place);
        Brought(body, "__irq_work_end", pointer, place);
        code.JumpIfZero(code.Ask(Access.Expired, ThreadPlan.Argument, code.Constant(0)), idle);
        RcuPrimitives.End(body);
        code.Jump(top);
        code.Put(idle);
        RcuPrimitives.End(body);
        code.Add(Op.Idle);
        code.Jump(top);
        ThreadWriter.Finish(body, beginsItself: false);
    }

    private static void Call(Body body, (int Offset, RaceType Type) field, RaceType.Pointer pointer, Place place)
    {
        var address = body.Code.Compute(
            Op.Offset, made => made with { A = ThreadPlan.Argument, Number = field.Offset });
        Operand function = new(body.Code.Ask(Access.Read, address), field.Type);
        Expression.Member written = new(
            place, new Expression.Name(place, "work"), new Expression.Name(place, Function), ByPointer: true);
        new PointerCalls(body).Call(function, (Function, written), [new(ThreadPlan.Argument, pointer)], place);
    }

    private static void Brought(Body body, string name, RaceType.Pointer pointer, Place place)
    {
        var before = body.Fix(place);
        new CallCompiler(body).Call(
            body.Unit.Symbols.Functions[name], [new(ThreadPlan.Argument, pointer)], place);
        body.Unfix(before);
        body.At(place);
    }
}
