using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>Writes the code of calls: a function is put where it is called, a primitive is a step or two.</summary>
/// <param name="body">The code so far.</param>
internal sealed class CallCompiler(Body body)
{
    private readonly CodeBuffer _code = body.Code;

    /// <summary>The value of a call.</summary>
    /// <param name="wanted">What it is for.</param>
    internal Operand Value(Expression.Call call, RaceType? wanted)
    {
        var name = call.Function.Value;
        var functions = body.Unit.Symbols.Functions;
        if (body.Unit.Constants.Known(call) is var (number, bits))
        {
            return new(_code.Constant(number), new RaceType.Number(bits));
        }

        PointerCalls pointers = new(body);
        if (body.Find(name) is not null) { return pointers.Value(call); }
        var isOwn = functions.TryGetValue(name, out var function) && !body.Unit.Brought.Contains(name);
        if (isOwn) { return Function(function!, call); }
        if (body.Unit.Symbols.FindVariable(name) >= 0) { return pointers.Value(call); }
        if (body.Unit.Primitives.Write(body, call, wanted) is { } value) { return value; }
        if (function is not null) { return Brought(function, call); }
        if (body.Unit.Constants.Defined(name) is { } defined) { return pointers.Value(defined, call); }
        body.Wrong(
            call.Function.At,
            $"there is no function or primitive '{name}'",
            LeftOut.Hint(name, functions.Keys.Concat(body.Unit.Primitives.Names)));
        return new(_code.Constant(0), RaceType.Wrong);
    }

    /// <summary>Calls a function with values that are at hand.</summary>
    internal Operand Call(Item.Function function, IReadOnlyList<Operand> arguments, Place place)
    {
        var result = ResultOf(body.Unit, function);
        var (value, end) = (_code.NewRegister(), _code.NewLabel());
        if (!IsFit(function, arguments.Count, place)) { return new(value, result); }
        if (body.Unit.IsRehearsal) { return Rehearsed(function, arguments, place, new(value, result)); }
        Frame frame = new(function.Name, result, value, end)
        {
            Shared = AddressTaken.In(body.Unit, function.Body),
            Places = body.Unit.Brought.Contains(function.Name) ? null : [],
        };
        var (hidden, loops) = (body.Hide(), body.Loops.ToList());
        var mark = _code.Mark();
        body.Loops.Clear();
        body.Frames.Add(frame);
        if (body.Thread >= 0) { body.Unit.Called.Add(function.Name); }
        Exclusion(function.Name, Access.Enter);
        for (var at = 0; at < arguments.Count; at++) { Parameter(function.Parameters[at], arguments[at], place); }
        if (result is not RaceType.Nothing) { _code.Set(value, 0); }
        new StatementCompiler(body).Outermost(function.Body);
        _code.Put(end);
        CheckLabels(frame);
        if (frame.Places is { Count: > 0 } places)
        {
            // They end where the function does, wherever it returned.
            body.At(function.Body.End);
            foreach (var left in places) { body.End(left, Ending.Left); }
        }

        Exclusion(function.Name, Access.Leave);
        body.Frames.RemoveAt(body.Frames.Count - 1);
        body.Loops.AddRange(loops);
        body.Restore(hidden);
        _code.Free(mark);
        body.At(place);
        return new(value, result);
    }

    /// <summary>What a function gives back.</summary>
    internal static RaceType ResultOf(Unit unit, Item.Function function) =>
        function.Result is { Name: "void", Stars: 0 } ? new RaceType.Nothing() : unit.Types.Of(function.Result);

    /// <summary>Writes a function by itself, its parameters being whatever they are.</summary>
    internal void Function(Item.Function function, Frame frame)
    {
        body.Frames.Add(frame);
        foreach (var parameter in function.Parameters)
        {
            Parameter(parameter, new(_code.NewRegister(), RaceType.Wrong), parameter.At);
        }

        new StatementCompiler(body).Outermost(function.Body);
        CheckLabels(frame);
    }

    /// <summary>Says which labels were gone to and stand nowhere.</summary>
    internal void CheckLabels(Frame frame)
    {
        foreach (var (label, place) in frame.Gone)
        {
            if (frame.Marked.Contains(label)) { continue; }
            body.Wrong(place, $"there is no label '{label}' in {frame.Name}", Nearness.Hint(label, frame.Marked));
        }
    }

    private Operand Function(Item.Function function, Expression.Call call)
    {
        List<Operand> values = [];
        for (var at = 0; at < call.Arguments.Count; at++)
        {
            var type = at < function.Parameters.Count ? body.Unit.Types.Of(function.Parameters[at]) : null;
            var isIdle = body.IsTimeIdle;
            body.IsTimeIdle |= IsDelay(function, at);
            values.Add(IsSaved(function, at)
                ? new(_code.Constant(0), RaceType.Int)
                : new ExpressionCompiler(body).Value(call.Arguments[at], type));
            body.IsTimeIdle = isIdle;
        }

        return Call(function, values, call.At);
    }

    /// <summary>When something is to come may be at any time, whatever is asked for.</summary>
    private bool IsDelay(Item.Function function, int at) => body.Unit.Brought.Contains(function.Name)
        && at < function.Parameters.Count && function.Parameters[at].Name is "expires" or "delay" or "timeout";

    /// <summary>What is kept of interrupts is written by what takes it, a macro, and not by the function.</summary>
    private bool IsSaved(Item.Function function, int at) => body.Unit.Brought.Contains(function.Name)
        && at < function.Parameters.Count && function.Parameters[at] is { Name: "flags", Type.Stars: 0 }
        && (function.Name.EndsWith("_irqsave", StringComparison.Ordinal)
            || function.Name.EndsWith("_irqrestore", StringComparison.Ordinal));

    /// <summary>What the language brings belongs to the line that calls it.</summary>
    private Operand Brought(Item.Function function, Expression.Call call)
    {
        var flags = body.IsInFile
            ? call.Arguments.Where((one, at) => IsSaved(function, at) && SavedFlags.IsNamed(one)).FirstOrDefault()
            : null;
        var isKept = function.Name.EndsWith(SavedFlags.Suffix, StringComparison.Ordinal);
        var isIrq = body.Kind is ThreadKind.Irq or ThreadKind.Hrtimer;
        var before = body.Fix(call.At);
        var found = flags is not null && isKept ? SavedFlags.Look(body, flags, isIrq) : Instruction.None;
        if (flags is not null && !isKept)
        {
            SavedFlags.Apply(_code, new ExpressionCompiler(body).Value(flags).Register, isIrq);
        }

        var value = Function(function, call);
        if (flags is not null) { SavedFlags.Keep(body, flags, found); }
        body.Unfix(before);
        return value;
    }

    /// <summary>Looks whether the arguments of a call are what the function takes.</summary>
    private Operand Rehearsed(
        Item.Function function, IReadOnlyList<Operand> arguments, Place place, Operand result)
    {
        MemoryCompiler memory = new(body);
        for (var at = 0; at < arguments.Count; at++)
        {
            memory.Check(body.Unit.Types.Of(function.Parameters[at]), arguments[at], place);
        }

        return result;
    }

    private void Parameter(Declarator parameter, Operand value, Place call)
    {
        var type = body.Unit.Types.Of(parameter);
        if (type is RaceType.Structure or RaceType.Sync)
        {
            body.Wrong(parameter.At, $"'{parameter.Name}' is passed by value", "pass a pointer to it");
            return;
        }

        var local = body.Declare(parameter.Name, type, parameter.At);
        var spot = local.Register >= 0
            ? new Spot(local.Register, false, type)
            : new Spot(_code.Constant(Pointers.To(local.Place)), true, type);
        new MemoryCompiler(body).Store(spot, value, call);
    }

    private bool IsFit(Item.Function function, int arguments, Place place)
    {
        if (body.Frames.Any(frame => frame.Name == function.Name))
        {
            body.Wrong(place, $"'{function.Name}' calls itself", "recursion is not modelled: write a loop");
            return false;
        }

        if (_code.IsFull)
        {
            body.Wrong(place, $"with this call a thread has more than {CodeBuffer.LengthMax} instructions",
                "a function is put where it is called");
            return false;
        }

        if (arguments == function.Parameters.Count) { return true; }
        body.Wrong(
            place,
            $"'{function.Name}' takes {function.Parameters.Count} arguments, here are {arguments}");
        return false;
    }

    private void Exclusion(string function, Access access)
    {
        if (!body.Unit.Exclusions.TryGetValue(function, out var all) || body.Thread < 0) { return; }
        foreach (var (place, own, other) in all)
        {
            var address = _code.Constant(Pointers.To(place, own));
            _code.Ask(access, address, _code.Constant(other));
        }
    }
}
