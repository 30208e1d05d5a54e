using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Primitives;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Runners;

/// <summary>
/// The structure of the kernel that a runner is given each time that it runs, such as the timer that has expired, and
/// the rounds in which it runs what that says.
/// </summary>
/// <param name="structure">Its name.</param>
/// <param name="variable">What a ladder calls it.</param>
internal sealed class GivenStructure(Body body, string structure, string variable)
{
    /// <summary>The type of a pointer to it.</summary>
    internal RaceType.Pointer Pointer => new(new RaceType.Structure(body.Unit.Symbols.LayoutOf(structure)));

    /// <summary>It itself.</summary>
    internal Operand Argument => new(ThreadPlan.Argument, Pointer);

    /// <summary>Where a field of it is.</summary>
    /// <returns>The register of its address.</returns>
    internal int At(string name)
    {
        var offset = FieldOf(name).Offset;
        return body.Code.Compute(Op.Offset, made => made with { A = ThreadPlan.Argument, Number = offset });
    }

    /// <summary>Reads a field of it.</summary>
    internal Operand Read(string name) => new(body.Code.Ask(Access.Read, At(name)), FieldOf(name).Type);

    /// <summary>How far into it a field is.</summary>
    internal int OffsetOf(string name) => FieldOf(name).Offset;

    /// <summary>It is where its function stands, or else the first that one of these fields may point to.</summary>
    internal Place Begin(Place? begins, params string[] functions)
    {
        var place = begins
            ?? body.Unit.Pointed.FirstOrDefault(one => functions.Any(name => MayPointTo(name, one)))?.At ?? default;
        body.At(place);
        return place;
    }

    /// <summary>Calls what a field of it points to, which was read before.</summary>
    internal Operand Call(Operand function, string name, Place place, params Operand[] arguments)
    {
        Expression.Member written = new(
            place, new Expression.Name(place, variable), new Expression.Name(place, name), ByPointer: true);
        return new PointerCalls(body).Call(function, (name, written), arguments, place);
    }

    /// <summary>Calls a function of the prelude with it.</summary>
    internal void CallBrought(string name, Place place)
    {
        var before = body.Fix(place);
        new CallCompiler(body).Call(body.Unit.Symbols.Functions[name], [Argument], place);
        body.Unfix(before);
        body.At(place);
    }

    /// <summary>Writes rounds: in each it waits until it is to run, and runs.</summary>
    /// <param name="round">Writes what it does then; the register that says whether it is to run again.</param>
    /// <param name="first">Writes what comes before it looks whether it is to run.</param>
    internal void WriteRounds(Func<int> round, Action? first = null)
    {
        var code = body.Code;
        var (top, idle) = (code.NewLabel(), code.NewLabel());
        code.Put(top);
        first?.Invoke();
        RcuPrimitives.Begin(body);
        code.JumpIfZero(code.Ask(Access.Expire, ThreadPlan.Argument), idle);
        code.JumpIfZero(code.Ask(Access.Expired, ThreadPlan.Argument, round()), idle);
        RcuPrimitives.End(body);
        code.Jump(top);
        code.Put(idle);
        RcuPrimitives.End(body);
        code.Add(Op.Idle);
        code.Jump(top);
        ThreadWriter.Finish(body, beginsItself: false);
    }

    private bool MayPointTo(string name, Item.Function function) =>
        FieldOf(name).Type is RaceType.Pointer { To: var type } && body.Unit.Types.Of(function) == type;

    private (int Offset, RaceType Type) FieldOf(string name)
    {
        _ = body.Unit.Symbols.LayoutOf(structure).TryFind(name, out var field);
        return (field.Offset, field.Type);
    }
}
