using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>Writes the code of casts, and finds types of which it is asked what something has.</summary>
/// <param name="body">The code so far.</param>
internal sealed class CastCompiler(Body body)
{
    private readonly CodeBuffer _code = body.Code;
    private readonly ExpressionCompiler _expressions = new(body);

    /// <summary>The type of a variable.</summary>
    internal RaceType Of(Declarator variable)
    {
        body.Unit.Types.Asked = Asked;
        return body.Unit.Types.Of(variable);
    }

    /// <summary>The value of a cast.</summary>
    internal Operand Value(Expression.Cast cast)
    {
        var type = Of(cast.Type);
        if (type is RaceType.Nothing && _expressions.FindSpot(cast.Value) is { IsMemory: false })
        {
            // So is said that it is not looked at.
            return new(_code.Constant(0), type);
        }

        if (type is RaceType.Nothing) { return _expressions.Effect(cast.Value) with { Type = type }; }
        var value = _expressions.Value(cast.Value, type);
        if (type is not (RaceType.Number or RaceType.Pointer) || value.Type is RaceType.Structure)
        {
            body.Wrong(cast.At, $"{value.Type} cannot be cast to {type}");
            return value with { Type = RaceType.Wrong };
        }

        if ((type, value.Type) is (RaceType.Pointer { To: RaceType.Function to },
            RaceType.Pointer { To: RaceType.Function from }) && to != from)
        {
            body.Wrong(cast.At, TypeRules.OtherFunction(value.Type, type));
        }

        return type is RaceType.Number number
            ? new(_code.Compute(Op.Narrow, made => made with { A = value.Register, Number = number.Bits }), type)
            : new(value.Register, type, value.IsNull);
    }

    private RaceType Of(TypeName name)
    {
        body.Unit.Types.Asked = Asked;
        return body.Unit.Types.Of(name);
    }

    /// <summary>
    /// typeof(e): what e does is left out. Of what is kept somewhere it is the type there, a row being one.
    /// </summary>
    private RaceType Asked(Expression expression)
    {
        var length = _code.Length;
        var isKept = expression is Expression.Member or Expression.Index or Expression.Unary { Operator: "*" }
            || _expressions.FindSpot(expression) is not null;
        var type = isKept ? _expressions.SpotOf(expression).Type : _expressions.Value(expression).Type;
        _code.TakeBack(length);
        if (type is not RaceType.BitField) { return type; }
        body.Wrong(expression.At, "typeof takes no bit field");
        return RaceType.Wrong;
    }
}
