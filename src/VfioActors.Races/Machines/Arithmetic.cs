using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>Arithmetic that wraps, as the kernel is compiled.</summary>
internal static class Arithmetic
{
    /// <summary>An operator on one number.</summary>
    internal static long Of(Operator sign, long value) => sign switch
    {
        Operator.Not => value == 0 ? 1 : 0,
        Operator.Negate => unchecked(-value),
        Operator.IsError => value is < 0 and >= -4095 ? 1 : 0,
        _ => ~value,
    };

    /// <summary>An operator on two numbers; null when it has no result.</summary>
    internal static long? Of(Operator sign, long left, long right) => sign switch
    {
        Operator.Add => unchecked(left + right),
        Operator.Subtract => unchecked(left - right),
        Operator.Multiply => unchecked(left * right),
        Operator.Divide => right is 0 || (right == -1 && left == long.MinValue) ? null : left / right,
        Operator.Remainder => right is 0 || (right == -1 && left == long.MinValue) ? null : left % right,
        Operator.DivideInt => right is 0 || (right == -1 && left == int.MinValue) ? null : left / right,
        Operator.RemainderInt => right is 0 || (right == -1 && left == int.MinValue) ? null : left % right,
        Operator.And => left & right,
        Operator.Or => left | right,
        Operator.Xor => left ^ right,
        Operator.ShiftLeft => right is < 0 or > 63 ? null : left << (int)right,
        Operator.ShiftRight => right is < 0 or > 63 ? null : left >> (int)right,
        Operator.Equal => left == right ? 1 : 0,
        Operator.Differ => left != right ? 1 : 0,
        Operator.Less => left < right ? 1 : 0,
        Operator.AtMost => left <= right ? 1 : 0,
        Operator.ShiftIntLeft => right is < 0 or > 31 ? null : left << (int)right,
        Operator.ShiftIntRight => right is < 0 or > 31 ? null : left >> (int)right,
        _ => Unsigned(sign, unchecked((ulong)left), unchecked((ulong)right)),
    };

    private static long? Unsigned(Operator sign, ulong left, ulong right) => sign switch
    {
        Operator.DivideUnsigned => right == 0 ? null : unchecked((long)(left / right)),
        Operator.RemainderUnsigned => right == 0 ? null : unchecked((long)(left % right)),
        Operator.ShiftRightUnsigned => right > 63 ? null : unchecked((long)(left >> (int)right)),
        Operator.LessUnsigned => left < right ? 1 : 0,
        Operator.AtMostUnsigned => left <= right ? 1 : 0,
        _ => null,
    };

    /// <summary>A number as a variable of so many bits keeps it; negative for one with a sign.</summary>
    internal static long Narrow(long value, int bits)
    {
        if (Pointers.Is(value) || Pointers.IsFunction(value)) { return bits == 1 ? 1 : value; }
        return bits switch
        {
            1 => value == 0 ? 0 : 1,
            8 => unchecked((byte)value),
            16 => unchecked((ushort)value),
            32 => unchecked((uint)value),
            -8 => unchecked((sbyte)value),
            -16 => unchecked((short)value),
            -32 => unchecked((int)value),
            _ => value,
        };
    }
}
