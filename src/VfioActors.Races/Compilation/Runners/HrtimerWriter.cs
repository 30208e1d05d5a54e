using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Primitives;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Runners;

/// <summary>
/// Writes the code of the interrupt that runs the function of a timer of high resolution: __run_hrtimer,
/// kernel/time/hrtimer.c, Linux 6.15. It reads the function when the timer has expired.
/// </summary>
internal static class HrtimerWriter
{
    private const string Structure = "hrtimer", Function = "function";

    /// <summary>Writes it.</summary>
    internal static void Write(Body body, Place? begins)
    {
        var code = body.Code;
        var (top, idle) = (code.NewLabel(), code.NewLabel());
        var layout = body.Unit.Symbols.LayoutOf(Structure);
        _ = layout.TryFind(Function, out var field);
        var place = begins ?? body.Unit.Pointed.FirstOrDefault(one => field.Type is RaceType.Pointer { To: var type }
            && body.Unit.Types.Of(one) == type)?.At ?? default;
        body.At(place);
        code.Put(top);
        RcuPrimitives.Begin(body);
        code.JumpIfZero(code.Ask(Access.Expire, ThreadPlan.Argument), idle);
        var address = code.Compute(Op.Offset, made => made with { A = ThreadPlan.Argument, Number = field.Offset });
        Operand function = new(code.Ask(Access.Read, address), field.Type);
        Operand timer = new(ThreadPlan.Argument, new RaceType.Pointer(new RaceType.Structure(layout)));
        var restarts = new PointerCalls(body).Call(function, (Function, Reading(place)), [timer], place);
        code.JumpIfZero(code.Ask(Access.Expired, ThreadPlan.Argument, restarts.Register), idle);
        RcuPrimitives.End(body);
        code.Jump(top);
        code.Put(idle);
        RcuPrimitives.End(body);
        code.Add(Op.Idle);
        code.Jump(top);
        ThreadWriter.Finish(body, beginsItself: false);
    }

    private static Expression.Member Reading(Place at) =>
        new(at, new Expression.Name(at, "timer"), new Expression.Name(at, Function), ByPointer: true);
}
