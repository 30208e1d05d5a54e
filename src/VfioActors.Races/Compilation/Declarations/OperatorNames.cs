using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Declarations;

/// <summary>Operators by the signs that stand for them.</summary>
internal static class OperatorNames
{
    /// <summary>The operator of a sign between two operands.</summary>
    internal static Operator Of(string sign) => sign switch
    {
        "+" => Operator.Add,
        "-" => Operator.Subtract,
        "*" => Operator.Multiply,
        "/" => Operator.Divide,
        "%" => Operator.Remainder,
        "&" => Operator.And,
        "|" => Operator.Or,
        "^" => Operator.Xor,
        "<<" => Operator.ShiftLeft,
        ">>" => Operator.ShiftRight,
        "==" => Operator.Equal,
        "!=" => Operator.Differ,
        "<" or ">" => Operator.Less,
        _ => Operator.AtMost,
    };

    /// <summary>Whether a sign stands for an operator with its operands in the other order.</summary>
    internal static bool IsSwapped(string sign) => sign is ">" or ">=";
}
