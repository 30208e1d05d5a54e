using VfioActors.Races.Machines;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Declarations;

/// <summary>
/// Arithmetic as C has it, ISO C11 6.3.1: what is narrower than an int becomes one, and of two operands the wider wins,
/// or the one without a sign. The kernel is compiled with -fno-strict-overflow: numbers with a sign wrap too.
/// </summary>
internal static class Integers
{
    private const int IntBits = 32;
    private const int SignedIntBits = -32;
    private const int LongBits = 64;

    /// <summary>The width of what is computed with a number; negative with a sign.</summary>
    internal static int Promoted(int bits) => Math.Abs(bits) < IntBits ? -IntBits : bits;

    /// <summary>The width in which two numbers meet.</summary>
    internal static int Common(int left, int right)
    {
        var (one, other) = (Promoted(left), Promoted(right));
        if (Math.Abs(one) == Math.Abs(other)) { return Math.Max(one, other); }
        return Math.Abs(one) > Math.Abs(other) ? one : other;
    }

    /// <summary>The width in which an operator between two numbers computes: of a shift the left one says it.</summary>
    internal static int Meeting(Operator sign, int left, int right) =>
        sign is Operator.ShiftLeft or Operator.ShiftRight ? Promoted(left) : Common(left, right);

    /// <summary>The operator that computes in a width.</summary>
    internal static Operator Of(Operator sign, int bits) => (sign, bits) switch
    {
        (Operator.ShiftLeft, IntBits or SignedIntBits) => Operator.ShiftIntLeft,
        (Operator.ShiftRight, IntBits or SignedIntBits) => Operator.ShiftIntRight,
        (Operator.Divide, SignedIntBits) => Operator.DivideInt,
        (Operator.Remainder, SignedIntBits) => Operator.RemainderInt,
        (Operator.Divide, LongBits) => Operator.DivideUnsigned,
        (Operator.Remainder, LongBits) => Operator.RemainderUnsigned,
        (Operator.ShiftRight, LongBits) => Operator.ShiftRightUnsigned,
        (Operator.Less, LongBits) => Operator.LessUnsigned,
        (Operator.AtMost, LongBits) => Operator.AtMostUnsigned,
        _ => sign,
    };

    /// <summary>Whether a number of a width has to be cut before it meets others in another.</summary>
    internal static bool IsCut(int from, int to) => to == IntBits && from < 0;

    /// <summary>Whether an operator says yes or no.</summary>
    internal static bool Compares(Operator sign) =>
        sign is Operator.Equal or Operator.Differ or Operator.Less or Operator.AtMost;

    /// <summary>Whether the result of an operator may be too wide for the width it was computed in.</summary>
    internal static bool Outgrows(Operator sign, int bits) => Math.Abs(bits) == IntBits && sign is Operator.Add
        or Operator.Subtract or Operator.Multiply or Operator.Divide or Operator.ShiftLeft or Operator.Negate
        or Operator.Complement;

    /// <summary>The width of a number that is written without its own.</summary>
    internal static int WidthOf(long number) => number is >= int.MinValue and <= int.MaxValue ? -IntBits : -LongBits;

    /// <summary>Computes; null when there is no result.</summary>
    internal static (long Value, int Bits)? Compute(
        Operator sign, (long Value, int Bits) left, (long Value, int Bits) right)
    {
        var bits = Meeting(sign, left.Bits, right.Bits);
        var isShift = sign is Operator.ShiftLeft or Operator.ShiftRight;
        var other = isShift ? right.Value : Arithmetic.Narrow(right.Value, bits);
        if (Arithmetic.Of(Of(sign, bits), Arithmetic.Narrow(left.Value, bits), other) is not { } found) { return null; }
        return Compares(sign) ? (found, -IntBits) : (Arithmetic.Narrow(found, bits), bits);
    }

    /// <summary>Computes.</summary>
    internal static (long Value, int Bits) Compute(Operator sign, (long Value, int Bits) operand)
    {
        var bits = Promoted(operand.Bits);
        var found = Arithmetic.Of(sign, Arithmetic.Narrow(operand.Value, bits));
        return sign is Operator.Not ? (found, -IntBits) : (Arithmetic.Narrow(found, bits), bits);
    }
}
