using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Machines;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>Writes the code of statements.</summary>
/// <param name="body">The code so far.</param>
internal sealed class StatementCompiler(Body body)
{
    private readonly CodeBuffer _code = body.Code;
    private readonly ExpressionCompiler _expressions = new(body);

    /// <summary>Statements in braces.</summary>
    internal void Block(Statement.Block block)
    {
        body.Open();
        Outermost(block);
        body.Close();
    }

    /// <summary>The statements of a function: its parameters are names of the same block.</summary>
    internal void Outermost(Statement.Block block)
    {
        var mark = _code.Mark();
        foreach (var statement in block.Statements) { Any(statement); }
        _code.Free(mark);
    }

    /// <summary>One statement.</summary>
    internal void Any(Statement? statement)
    {
        if (statement is null || _code.IsFull) { return; }
        if (statement is Statement.Declare declare)
        {
            body.At(statement.At);
            Declare(declare);
            return;
        }

        var mark = _code.Mark();
        body.At(statement.At);
        Other(statement);
        _code.Free(mark);
    }

    private void Other(Statement statement)
    {
        switch (statement)
        {
            case Statement.Block block: Block(block); break;
            case Statement.Do action: _expressions.Effect(action.Expression); break;
            case Statement.If condition: If(condition); break;
            case Statement.While or Statement.For or Statement.ForEach: new LoopCompiler(body).Any(statement); break;
            case Statement.Switch choice: Switch(choice); break;
            case Statement.Case stray: body.Wrong(stray.At, "this stands in no switch"); break;
            case Statement.Label label: Label(label); break;
            case Statement.Goto jump: Goto(jump); break;
            case Statement.Break leave: Leave(leave.At, "break", loop => loop.Break); break;
            case Statement.Continue next: Leave(next.At, "continue", loop => loop.Continue); break;
            case Statement.Return back: Return(back); break;
            default: break;
        }
    }

    private void Declare(Statement.Declare declare)
    {
        foreach (var variable in declare.Variables)
        {
            if (variable.Type is { Name: TypeName.Deduced, Stars: 0 } && variable is { Length: null, Initial: not null }
                && !declare.IsStatic)
            {
                Deduce(variable);
                continue;
            }

            var type = new CastCompiler(body).Of(variable);
            if (declare.IsStatic)
            {
                new Statics(body).Declare(variable, type);
                continue;
            }

            var local = body.Declare(variable.Name, type, variable.At, variable.Initial is null);
            if (variable.Initial is Expression.Initial parts)
            {
                if (local.Place >= 0) { body.BeginLife(local.Place, variable.At); }
                new LocalParts(body).Fill(local, parts);
            }
            else if (local.Place >= 0)
            {
                body.BeginLife(local.Place, variable.At);
                Fill(local, variable);
            }
            else if (variable.Initial is { } initial)
            {
                _expressions.Store(new(local.Register, false, type), _expressions.Value(initial, type), variable.At);
            }
            else
            {
                _code.Set(local.Register, Local.Unset);
            }
        }
    }

    private void Deduce(Declarator variable)
    {
        if (variable.Initial is Expression.Initial)
        {
            body.Unit.Types.Of(variable);
            return;
        }

        var value = _expressions.Value(variable.Initial!);
        if (value.Type is not (RaceType.Number or RaceType.Pointer or RaceType.Unknown))
        {
            body.Wrong(variable.Initial!.At, $"expected a number or a pointer, this is {value.Type}");
            return;
        }

        var local = body.Declare(variable.Name, value.Type, variable.At);
        if (local.Register >= 0)
        {
            _code.Move(local.Register, value.Register);
            return;
        }

        body.BeginLife(local.Place, variable.At);
        _expressions.Store(
            new(_code.Constant(Pointers.To(local.Place)), true, local.Type), value, variable.At);
    }

    /// <summary>
    /// A variable that is an object begins as its declaration says, and a list head as an empty list.
    /// </summary>
    private void Fill(Local local, Declarator variable)
    {
        var plan = body.Unit.Symbols.Objects[local.Place];
        InitialWords.EmptyLists(plan, local.Place, plan.Type, 0);
        if (variable.Initial is not { } initial)
        {
            if (variable.Free is null) { UnwrittenMemory.Add(body.Unit.Syntax.Items, plan); }
            return;
        }

        if (InitialWords.IsEmpty(initial, local.Type))
        {
            new LocalParts(body).CheckHead(local, 0, initial);
            return;
        }

        var address = _code.Constant(Pointers.To(local.Place));
        _expressions.Keep(new(address, true, local.Type), initial, variable.At);
    }

    private void If(Statement.If condition)
    {
        if (!body.Unit.IsRehearsal && body.Unit.Constants.Of(condition.Condition) is { } known)
        {
            Any(known != 0 ? condition.Then : condition.Else);
            return;
        }

        var (other, end) = (_code.NewLabel(), _code.NewLabel());
        _code.JumpIfZero(_expressions.Value(condition.Condition).Register, other);
        Any(condition.Then);
        _code.Jump(end);
        _code.Put(other);
        Any(condition.Else);
        _code.Put(end);
    }

    private void Switch(Statement.Switch choice)
    {
        var value = _expressions.Value(choice.Value);
        var end = _code.NewLabel();
        var cases = choice.Body.OfType<Statement.Case>().ToDictionary(one => one, _ => _code.NewLabel());
        List<(long First, long Last)> taken = [];
        foreach (var (one, label) in cases)
        {
            if (one.Value is not null && Range(one, value.Type) is { } range) { Case(one, value, range, taken, label); }
        }

        var others = cases.Where(one => one.Key.Value is null).ToList();
        foreach (var (one, _) in others.Skip(1)) { body.Wrong(one.At, "there is a default already"); }
        _code.Jump(others.Count > 0 ? others[0].Value : end);
        body.Loops.Add((end, body.Loops.Count > 0 ? body.Loops[^1].Continue : -1));
        body.Open();
        body.Frames[^1].Switches++;
        foreach (var statement in choice.Body)
        {
            if (statement is Statement.Case one) { _code.Put(cases[one]); }
            else { Any(statement); }
        }

        body.Frames[^1].Switches--;
        body.Close();
        body.Loops.RemoveAt(body.Loops.Count - 1);
        _code.Put(end);
    }

    /// <summary>The numbers of a case, as the value has them: C11 6.8.4.2 converts them to its promoted type.</summary>
    private (long First, long Last)? Range(Statement.Case one, RaceType type)
    {
        var bits = type is RaceType.Number number ? Integers.Promoted(number.Bits) : -64;
        if (body.Unit.Constants.Of(one.Value!) is not { } first)
        {
            body.Wrong(one.Value!.At, "expected a number that is known beforehand");
            return null;
        }

        if (one.Last is null) { return (Arithmetic.Narrow(first, bits), Arithmetic.Narrow(first, bits)); }
        if (body.Unit.Constants.Of(one.Last) is { } last)
        {
            return (Arithmetic.Narrow(first, bits), Arithmetic.Narrow(last, bits));
        }

        body.Wrong(one.Last.At, "expected a number that is known beforehand");
        return null;
    }

    private void Case(
        Statement.Case one, Operand value, (long First, long Last) range, List<(long First, long Last)> taken,
        int label)
    {
        var isWide = value.Type is RaceType.Number { Bits: 64 };
        if (IsLess(range.Last, range.First)) { body.Wrong(one.Value!.At, "this range has no number in it"); }
        if (taken.Any(other => !IsLess(range.Last, other.First) && !IsLess(other.Last, range.First)))
        {
            body.Wrong(one.Value!.At, $"there is a case {range.First} already");
        }

        taken.Add(range);
        var first = _code.Constant(range.First);
        if (range.First == range.Last)
        {
            _code.JumpIfZero(_code.Binary(Operator.Differ, value.Register, first), label);
            return;
        }

        var next = _code.NewLabel();
        var less = isWide ? Operator.LessUnsigned : Operator.Less;
        _code.JumpIfZero(_code.Unary(Operator.Not, _code.Binary(less, value.Register, first)), next);
        _code.JumpIfZero(_code.Binary(less, _code.Constant(range.Last), value.Register), label);
        _code.Put(next);

        bool IsLess(long one, long other) => isWide
            ? unchecked((ulong)one) < unchecked((ulong)other) : one < other;
    }

    private void Label(Statement.Label label)
    {
        var frame = body.Frames[^1];
        if (!frame.Marked.Add(label.Name)) { body.Wrong(label.At, $"there is a label '{label.Name}' already"); }
        _code.Put(frame.LabelOf(label.Name, _code));
    }

    private void Goto(Statement.Goto jump)
    {
        var frame = body.Frames[^1];
        frame.Gone.TryAdd(jump.Name, jump.At);
        var label = frame.LabelOf(jump.Name, _code);
        if (_code.IsPut(label)) { _code.Guard(_code.NewCounter(), body.Rounded); }
        _code.Jump(label);
    }

    private void Leave(Place place, string word, Func<(int Break, int Continue), int> which)
    {
        if (body.Loops.Count > 0 && which(body.Loops[^1]) is >= 0 and var label) { _code.Jump(label); }
        else { body.Wrong(place, $"there is no loop around this {word}"); }
    }

    private void Return(Statement.Return back)
    {
        var frame = body.Frames[^1];
        if (frame.Result is RaceType.Nothing)
        {
            var isValue = back.Value is { } effect && _expressions.Effect(effect).Type is not RaceType.Nothing;
            if (isValue) { body.Wrong(back.At, $"{frame.Name} gives nothing back"); }
        }
        else if (back.Value is { } expression)
        {
            _expressions.Store(
                new(frame.Value, false, frame.Result), _expressions.Value(expression, frame.Result), back.At);
        }
        else
        {
            body.Wrong(back.At, $"'{frame.Name}' gives {frame.Result} back, and this return has no value");
        }

        foreach (var last in back.Then) { Any(last); }
        _code.Jump(frame.End);
    }
}
