using System.Text;
using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>
/// Writes the code of calls by pointer: all functions of its type that the file names as values are put there, and the
/// pointer says to which of them it goes. So it is the direct call of the one that it points to.
/// </summary>
/// <param name="body">The code so far.</param>
internal sealed class PointerCalls(Body body)
{
    private readonly CodeBuffer _code = body.Code;

    /// <summary>The value of a call of what an expression points to.</summary>
    internal Operand Value(Expression.PointerCall call) => Value(call.Function, call.Arguments, call.At);

    /// <summary>The value of a call of what a variable points to.</summary>
    internal Operand Value(Expression.Call call) => Value(call.Function, call.Arguments, call.At);

    /// <summary>The value of a call of what a name was defined for.</summary>
    internal Operand Value(Expression defined, Expression.Call call) => Value(defined, call.Arguments, call.At);

    /// <summary>Calls what a pointer points to with values that are at hand.</summary>
    /// <param name="from">The pointer as it was written.</param>
    internal Operand Call(Operand pointer, Expression from, IReadOnlyList<Operand> arguments, Place place) =>
        Call(pointer, (TextOf(from), from), arguments, place);

    /// <summary>The same for a pointer that stands nowhere in the file.</summary>
    /// <param name="from">What people call it, and the expression with which it would be read.</param>
    internal Operand Call(
        Operand pointer, (string Text, Expression? Written) from, IReadOnlyList<Operand> arguments, Place place)
    {
        var text = from.Text;
        Operand wrong = new(_code.Constant(0), RaceType.Wrong);
        body.At(place);
        if (pointer.Type is not RaceType.Pointer { To: RaceType.Function type })
        {
            if (pointer.Type != RaceType.Wrong)
            {
                body.Wrong(place, $"'{text}' is called, and is no pointer to a function: it is {pointer.Type}");
            }

            return wrong;
        }

        if (!IsFit(type, text, arguments, place)) { return wrong with { Type = type.Result }; }
        Operand result = new(_code.NewRegister(), type.Result);
        if (!body.Unit.IsRehearsal) { Write((pointer.Register, type), from, arguments, result.Register, place); }
        return result;
    }

    /// <summary>As compilers have it, the pointer is read before the arguments are computed.</summary>
    private Operand Value(Expression function, IReadOnlyList<Expression> arguments, Place place)
    {
        ExpressionCompiler expressions = new(body);
        var read = expressions.Value(function);
        var pointer = read with { Register = _code.NewRegister() };
        _code.Move(pointer.Register, read.Register);
        var takes = read.Type is RaceType.Pointer { To: RaceType.Function { Parameters: var all } } ? all : [];
        List<Operand> values = [];
        for (var at = 0; at < arguments.Count; at++)
        {
            values.Add(expressions.Value(arguments[at], at < takes.Count ? takes[at] : null));
        }

        return Call(pointer, function, values, place);
    }

    /// <summary>
    /// The pointer as it was written. A place in the text begins behind the parentheses around its first part, and ends
    /// before those that close its last.
    /// </summary>
    private string TextOf(Expression function)
    {
        var text = body.Unit.Source.Text.Substring(function.At.Start, function.At.Length);
        StringBuilder whole = new(text);
        Stack<char> open = new();
        foreach (var letter in text)
        {
            if (letter is '(' or '[') { open.Push(letter == '(' ? ')' : ']'); }
            else if (letter is ')' or ']' && !open.TryPop(out _)) { whole.Insert(0, '('); }
        }

        foreach (var letter in open) { whole.Append(letter); }
        return whole.ToString();
    }

    private bool IsFit(RaceType.Function type, string text, IReadOnlyList<Operand> arguments, Place place)
    {
        if (body.Thread < 0)
        {
            body.Wrong(place, $"'{text}' is called by pointer, which a claim cannot do", "name the function");
            return false;
        }

        if (arguments.Count != type.Parameters.Count)
        {
            body.Wrong(place, $"'{text}' takes {type.Parameters.Count} arguments, here are {arguments.Count}");
            return false;
        }

        MemoryCompiler memory = new(body);
        for (var at = 0; at < arguments.Count; at++) { memory.Check(type.Parameters[at], arguments[at], place); }
        return true;
    }

    private void Write(
        (int Register, RaceType.Function Type) called, (string Text, Expression? Written) from,
        IReadOnlyList<Operand> arguments, int result, Place place)
    {
        var (pointer, text) = (called.Register, from.Text);
        var end = _code.NewLabel();
        _code.Check(Fault.NullPointer, pointer, text);
        if (called.Type.Result is not RaceType.Nothing) { _code.Set(result, 0); }
        foreach (var function in body.Unit.Pointed.Where(one => body.Unit.Types.Of(one) == called.Type))
        {
            var next = _code.NewLabel();
            var number = _code.Constant(Pointers.ToFunction(body.Unit.Symbols.PointTo(function.Name)));
            _code.JumpIfZero(_code.Binary(Operator.Equal, pointer, number), next);
            if (!body.Unit.Targets!.MayBe(from.Written, function.Name))
            {
                Cut($"called {function.Name} by {text}, to which nothing is found to lead");
            }
            else if (body.Frames.Any(frame => frame.Name == function.Name))
            {
                Cut($"called {function.Name} by {text} from within itself");
            }
            else
            {
                var value = new CallCompiler(body).Call(function, arguments, place);
                if (called.Type.Result is not RaceType.Nothing) { _code.Move(result, value.Register); }
            }

            _code.Jump(end);
            _code.Put(next);
            if (_code.IsFull) { break; }
        }

        _code.Check(Fault.WildPointer, _code.Constant(0), text);
        _code.Put(end);
    }

    private void Cut(string how) => _code.Add(Op.Cut, made => made with { Text = how });
}
