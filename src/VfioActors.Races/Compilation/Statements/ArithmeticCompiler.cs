using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Programs;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>Writes the code of operators, for numbers as <see cref="Integers"/> says and for pointers.</summary>
/// <param name="body">The code so far.</param>
internal sealed class ArithmeticCompiler(Body body)
{
    private readonly CodeBuffer _code = body.Code;

    /// <summary>An operator between two values.</summary>
    internal Operand Between(string text, Operand left, Operand right, Place place)
    {
        if (left.Type == RaceType.Wrong || right.Type == RaceType.Wrong)
        {
            return new(_code.Constant(0), RaceType.Wrong);
        }

        var sign = OperatorNames.Of(text);
        if (OperatorNames.IsSwapped(text)) { (left, right) = (right, left); }
        var value = (left.Type, right.Type) switch
        {
            (RaceType.Number one, RaceType.Number other) => Numbers(sign, left, right, (one.Bits, other.Bits)),
            (RaceType.Pointer, RaceType.Pointer or RaceType.Number) or (RaceType.Number, RaceType.Pointer) =>
                WithPointer(sign, left, right),
            _ => null,
        };
        if (value is { } known) { return known; }
        body.Wrong(place, $"{left.Type} {text} {right.Type} means nothing");
        return new(_code.Constant(0), RaceType.Wrong);
    }

    /// <summary>An operator before a value.</summary>
    internal Operand Before(string text, Operand value, Place place)
    {
        if (value.Type is RaceType.Structure or RaceType.Sync
            || (value.Type is RaceType.Pointer && text is not "!"))
        {
            body.Wrong(place, $"{text}{value.Type} means nothing");
            return value with { Type = RaceType.Wrong };
        }

        if (text == "!") { return new(_code.Unary(Operator.Not, value.Register), RaceType.Int); }
        if (value.Type is not RaceType.Number { Bits: var own }) { return value; }
        var type = new RaceType.Number(Integers.Promoted(own));
        if (text == "+") { return value with { Type = type }; }
        var sign = text == "-" ? Operator.Negate : Operator.Complement;
        return new(Fit(sign, _code.Unary(sign, value.Register), type.Bits), type);
    }

    /// <summary>A value as a variable of a type keeps it.</summary>
    internal Operand Kept(Operand value, RaceType type) => type is RaceType.Number { Bits: not (64 or -64) } number
        ? new(Narrow(value.Register, number.Bits), type)
        : value with { Type = type };

    /// <summary>A value as it is kept somewhere.</summary>
    internal Operand Kept(Operand value, Spot spot) => spot.Type switch
    {
        RaceType.BitField field => new BitFields(_code).Kept(value, field),
        RaceType.Number or RaceType.Pointer => Kept(value, spot.Type),
        _ => value,
    };

    private Operand Numbers(Operator sign, Operand left, Operand right, (int Left, int Right) own)
    {
        var bits = Integers.Meeting(sign, own.Left, own.Right);
        var isShift = sign is Operator.ShiftLeft or Operator.ShiftRight;
        var one = Integers.IsCut(own.Left, bits) ? Narrow(left.Register, bits) : left.Register;
        var other = !isShift && Integers.IsCut(own.Right, bits) ? Narrow(right.Register, bits) : right.Register;
        var found = _code.Binary(Integers.Of(sign, bits), one, other);
        return Integers.Compares(sign)
            ? new(found, RaceType.Int)
            : new(Fit(sign, found, bits), new RaceType.Number(bits));
    }

    /// <summary>Pointers are compared, moved, and taken from each other; null for all else.</summary>
    private Operand? WithPointer(Operator sign, Operand left, Operand right)
    {
        if (Integers.Compares(sign))
        {
            var isOrder = sign is not (Operator.Equal or Operator.Differ);
            var isOfFunction = left.Type is RaceType.Pointer { To: RaceType.Function }
                || right.Type is RaceType.Pointer { To: RaceType.Function };
            return TypeRules.MayMeet(left, right) && !(isOrder && isOfFunction)
                ? new(_code.Binary(sign, left.Register, right.Register), RaceType.Int)
                : null;
        }

        return (sign, left.Type, right.Type) switch
        {
            (Operator.Add, RaceType.Number, RaceType.Pointer) => WithPointer(sign, right, left),
            (_, RaceType.Pointer { To: RaceType.Nothing or RaceType.Function }, _) => null,
            (Operator.Add, RaceType.Pointer row, RaceType.Number) =>
                new(_code.Compute(Op.Element, made => made with
                {
                    A = left.Register,
                    B = right.Register,
                    Number = row.To.Words,
                    Limit = Pointers.UnknownLength,
                }), left.Type),
            (Operator.Subtract, RaceType.Pointer row, RaceType.Number) =>
                new(_code.Binary(sign, left.Register, _code.Binary(
                    Operator.Multiply, right.Register, _code.Constant(row.To.Words))), left.Type),
            (Operator.Subtract, RaceType.Pointer row, RaceType.Pointer)
                when TypeRules.MayMeet(left, right) =>
                new(_code.Binary(Operator.Divide, _code.Binary(sign, left.Register, right.Register),
                    _code.Constant(row.To.Words)), new RaceType.Number(-64)),
            _ => null,
        };
    }

    private int Fit(Operator sign, int register, int bits) =>
        Integers.Outgrows(sign, bits) ? Narrow(register, bits) : register;

    private int Narrow(int register, int bits) =>
        _code.Compute(Op.Narrow, made => made with { A = register, Number = bits });
}
