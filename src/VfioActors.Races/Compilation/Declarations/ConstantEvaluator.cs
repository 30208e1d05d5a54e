using VfioActors.Races.Machines;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Declarations;

/// <summary>Expressions whose value is known before anything runs.</summary>
/// <param name="symbols">Names for numbers.</param>
/// <param name="syntax">Names for expressions, and those that are switched on.</param>
internal sealed class ConstantEvaluator(Symbols symbols, FileSyntax syntax)
{
    private const int DeepestDefine = 50;
    private const int Int = -32;
    private const int UnsignedLong = 64;

    private int _depth;

    /// <summary>The value; null when it is not known.</summary>
    internal long? Of(Expression expression) => Known(expression)?.Value;

    /// <summary>The value and the width of its type, negative with a sign; null when it is not known.</summary>
    internal (long Value, int Bits)? Known(Expression expression) => expression switch
    {
        Expression.Number number => (number.Value, number.Bits),
        Expression.Name name => Named(name.Value),
        Expression.Cast { Type.Asked: not null } => null,
        Expression.Cast cast => Known(cast.Value) is var (value, bits) ? Cast(cast.Type, value, bits) : null,
        Expression.Unary { Operator: "-" or "+" or "!" or "~" } unary => Known(unary.Operand) is { } operand
            ? Signed(unary.Operator, operand)
            : null,
        Expression.Binary { Operator: "&&" or "||" } logic => Logic(logic),
        Expression.Binary { Operator: "," } => null,
        Expression.Binary binary => Known(binary.Left) is { } left && Known(binary.Right) is { } right
            ? OperatorNames.IsSwapped(binary.Operator)
                ? Integers.Compute(OperatorNames.Of(binary.Operator), right, left)
                : Integers.Compute(OperatorNames.Of(binary.Operator), left, right)
            : null,
        Expression.Conditional choice => Chosen(choice),
        Expression.Call { Function.Value: "BIT", Arguments: [var bit] } => Of(bit) is { } place
            ? Integers.Compute(Operator.ShiftLeft, (1, UnsignedLong), (place, UnsignedLong))
            : null,
        Expression.Call { Function.Value: "IS_ENABLED", Arguments: [Expression.Name name] } =>
            (syntax.Enabled.Contains(name.Value) ? 1 : 0, Int),
        Expression.RowLength row => LengthOf(row.Parts) is { } length ? (length, Int) : null,
        _ => null,
    };

    /// <summary>One more than the number of the last element that is said.</summary>
    private long? LengthOf(Expression.Initial initial)
    {
        var (next, length) = (0L, 0L);
        foreach (var part in initial.Parts)
        {
            if (part.Way is [{ Index: { } index }, ..])
            {
                if (Of(index) is not (>= 0 and < int.MaxValue and var number)) { return null; }
                next = number;
            }

            length = Math.Max(length, ++next);
        }

        return length;
    }

    /// <summary>Whether a name stands for a number or an expression.</summary>
    internal bool IsNamed(string name) => symbols.TryConstant(name, out _) || syntax.Defines.ContainsKey(name);

    /// <summary>What a name was defined as; null when it was not.</summary>
    internal Expression? Defined(string name) => syntax.Defines.GetValueOrDefault(name);

    private static (long Value, int Bits) Signed(string sign, (long Value, int Bits) operand) => sign switch
    {
        "-" => Integers.Compute(Operator.Negate, operand),
        "!" => Integers.Compute(Operator.Not, operand),
        "~" => Integers.Compute(Operator.Complement, operand),
        _ => (operand.Value, Integers.Promoted(operand.Bits)),
    };

    private (long Value, int Bits) Cast(TypeName type, long value, int bits)
    {
        var to = type.IsStruct || type.Stars > 0 ? 0 : symbols.BitsOf(type);
        return to == 0 ? (value, bits) : (Arithmetic.Narrow(value, to), to);
    }

    /// <summary>One of two, in the type that both have together.</summary>
    private (long Value, int Bits)? Chosen(Expression.Conditional choice)
    {
        if (Of(choice.If) is not { } holds || Known(choice.Then ?? choice.If) is not { } then) { return null; }
        if (Known(choice.Else) is not { } otherwise) { return null; }
        var bits = Integers.Common(then.Bits, otherwise.Bits);
        return (Arithmetic.Narrow(holds != 0 ? then.Value : otherwise.Value, bits), bits);
    }

    private (long Value, int Bits)? Logic(Expression.Binary logic)
    {
        if (Of(logic.Left) is not { } left || Of(logic.Right) is not { } right) { return null; }
        var holds = logic.Operator == "&&" ? left != 0 && right != 0 : left != 0 || right != 0;
        return (holds ? 1 : 0, Int);
    }

    private (long Value, int Bits)? Named(string name)
    {
        if (symbols.TryConstant(name, out var number)) { return number; }
        if (_depth > DeepestDefine || !syntax.Defines.TryGetValue(name, out var defined)) { return null; }
        _depth++;
        var known = Known(defined);
        _depth--;
        return known;
    }
}
