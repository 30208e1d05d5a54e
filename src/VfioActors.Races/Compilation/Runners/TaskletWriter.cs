using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Primitives;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Runners;

/// <summary>
/// Writes the code of the softirq that runs a tasklet: tasklet_action_common, kernel/softirq.c, Linux 6.12. What it
/// calls is read when it runs.
/// </summary>
internal static class TaskletWriter
{
    private const string Structure = "tasklet_struct", Callback = "callback", Function = "func";

    /// <summary>Writes it.</summary>
    internal static void Write(Body body, Place? begins)
    {
        var code = body.Code;
        var (top, idle, old, done) = (code.NewLabel(), code.NewLabel(), code.NewLabel(), code.NewLabel());
        var place = begins ?? body.Unit.Pointed
            .FirstOrDefault(one => Calls(body, one, Callback) || Calls(body, one, Function))?.At ?? default;
        body.At(place);
        code.Put(top);
        RcuPrimitives.Begin(body);
        code.JumpIfZero(code.Ask(Access.Expire, ThreadPlan.Argument), idle);
        Brought(body, "__tasklet_begin", place);
        var callback = Read(body, Callback);
        code.JumpIfZero(callback.Register, old);
        Call(body, callback, Callback, new(ThreadPlan.Argument, Pointer(body)), place);
        code.Jump(done);
        code.Put(old);
        Call(body, Read(body, Function), Function, Read(body, "data"), place);
        code.Put(done);
        Brought(body, "__tasklet_end", place);
        code.JumpIfZero(code.Ask(Access.Expired, ThreadPlan.Argument, code.Constant(0)), idle);
        RcuPrimitives.End(body);
        code.Jump(top);
        code.Put(idle);
        RcuPrimitives.End(body);
        code.Add(Op.Idle);
        code.Jump(top);
        ThreadWriter.Finish(body, beginsItself: false);
    }

    private static void Brought(Body body, string name, Place place)
    {
        var before = body.Fix(place);
        new CallCompiler(body).Call(
            body.Unit.Symbols.Functions[name], [new(ThreadPlan.Argument, Pointer(body))], place);
        body.Unfix(before);
        body.At(place);
    }

    private static bool Calls(Body body, Item.Function function, string field) =>
        FieldOf(body, field).Type is RaceType.Pointer { To: var type } && body.Unit.Types.Of(function) == type;

    private static void Call(Body body, Operand function, string name, Operand argument, Place place)
    {
        Expression.Member written = new(
            place, new Expression.Name(place, "tasklet"), new Expression.Name(place, name), ByPointer: true);
        new PointerCalls(body).Call(function, (name, written), [argument], place);
    }

    private static RaceType.Pointer Pointer(Body body) =>
        new(new RaceType.Structure(body.Unit.Symbols.LayoutOf(Structure)));

    private static (int Offset, RaceType Type) FieldOf(Body body, string name)
    {
        _ = body.Unit.Symbols.LayoutOf(Structure).TryFind(name, out var field);
        return (field.Offset, field.Type);
    }

    private static Operand Read(Body body, string name)
    {
        var (offset, type) = FieldOf(body, name);
        var address = body.Code.Compute(Op.Offset, made => made with { A = ThreadPlan.Argument, Number = offset });
        return new(body.Code.Ask(Access.Read, address), type);
    }
}
