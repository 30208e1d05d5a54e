using VfioActors.Races.Machines;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>Expressions whose value is known before anything runs.</summary>
/// <param name="symbols">Names for numbers.</param>
/// <param name="syntax">Names for expressions, and those that are switched on.</param>
internal sealed class ConstantEvaluator(Symbols symbols, FileSyntax syntax)
{
    private const int DeepestDefine = 50;

    private int _depth;

    /// <summary>The value; null when it is not known.</summary>
    internal long? Of(Expression expression) => expression switch
    {
        Expression.Number number => number.Value,
        Expression.Name name => Named(name.Value),
        Expression.Cast cast => Of(cast.Value),
        Expression.Unary { Operator: "-" or "+" or "!" or "~" } unary => Of(unary.Operand) is { } value
            ? Signed(unary.Operator, value)
            : null,
        Expression.Binary binary => Of(binary.Left) is { } left && Of(binary.Right) is { } right
            ? Signed(binary.Operator, left, right)
            : null,
        Expression.Conditional choice => Of(choice.If) is { } chosen
            ? Of(chosen != 0 ? choice.Then : choice.Else)
            : null,
        Expression.Call { Function.Value: "BIT", Arguments: [var bit] } => Of(bit) is { } place
            ? Arithmetic.Of(Operator.ShiftLeft, 1, place)
            : null,
        Expression.Call { Function.Value: "IS_ENABLED", Arguments: [Expression.Name name] } =>
            syntax.Enabled.Contains(name.Value) ? 1 : 0,
        _ => null,
    };

    /// <summary>What a name was defined as; null when it was not.</summary>
    internal Expression? Defined(string name) => syntax.Defines.GetValueOrDefault(name);

    private static long Signed(string sign, long value) => sign switch
    {
        "-" => unchecked(-value),
        "!" => value == 0 ? 1 : 0,
        "~" => ~value,
        _ => value,
    };

    private static long? Signed(string sign, long left, long right) => sign switch
    {
        "&&" => left != 0 && right != 0 ? 1 : 0,
        "||" => left != 0 || right != 0 ? 1 : 0,
        ">" => left > right ? 1 : 0,
        ">=" => left >= right ? 1 : 0,
        _ => Arithmetic.Of(OperatorNames.Of(sign), left, right),
    };

    private long? Named(string name)
    {
        if (symbols.TryConstant(name, out var value)) { return value; }
        if (_depth > DeepestDefine || !syntax.Defines.TryGetValue(name, out var defined)) { return null; }
        _depth++;
        var known = Of(defined);
        _depth--;
        return known;
    }
}
