using System.Runtime.CompilerServices;

namespace VfioActors.Remote.Wire;

/// <summary>One number of a message: a field, or a field of a field.</summary>
/// <param name="Name">As declared, dots between: <c>Iova.Value</c>.</param>
/// <param name="Offset">Where it lies in the message: bytes.</param>
/// <param name="Bytes">How long it is there: 1, 2, 4 or 8.</param>
/// <param name="IsSigned">Whether it can be below zero.</param>
/// <param name="Values">What an enum may be, in order; null for numbers and for sets of flags.</param>
internal sealed record WireField(string Name, int Offset, int Bytes, bool IsSigned, IReadOnlyList<ulong>? Values)
{
    private readonly ulong[]? _values = Values is null ? null : [.. Values];

    /// <summary>Whether a value, as the bits that lie in the message, is one of the enum.</summary>
    internal bool Knows(ulong bits) => _values is null || Array.BinarySearch(_values, bits) >= 0;

    /// <summary>Reads it out of a message, as the bits that lie there.</summary>
    internal ulong Of(ReadOnlySpan<byte> message) => Bytes switch
    {
        8 => BitConverter.ToUInt64(message[Offset..]),
        4 => BitConverter.ToUInt32(message[Offset..]),
        2 => BitConverter.ToUInt16(message[Offset..]),
        _ => message[Offset],
    };

    /// <summary>Puts it into a message.</summary>
    internal void Put(Span<byte> message, ulong bits)
    {
        ref var at = ref message.Slice(Offset, Bytes)[0];
        switch (Bytes)
        {
            case 8: Unsafe.WriteUnaligned(ref at, bits); break;
            case 4: Unsafe.WriteUnaligned(ref at, unchecked((uint)bits)); break;
            case 2: Unsafe.WriteUnaligned(ref at, unchecked((ushort)bits)); break;
            default: at = unchecked((byte)bits); break;
        }
    }

    /// <summary>The number that travels: of signed ones the sign goes lowest, so that small ones are short.</summary>
    internal ulong ToWire(ulong bits)
    {
        if (!IsSigned) { return bits; }
        var value = Extended(bits);
        return unchecked((ulong)((value << 1) ^ (value >> 63)));
    }

    /// <summary>The bits of a number that travelled; null when it does not fit into the field.</summary>
    internal ulong? FromWire(ulong wire)
    {
        if (!IsSigned) { return Bytes == 8 || wire >> (Bytes * 8) == 0 ? wire : null; }
        var value = unchecked((long)(wire >> 1) ^ -(long)(wire & 1));
        var bits = unchecked((ulong)value) & Mask;
        return Extended(bits) == value ? bits : null;
    }

    private ulong Mask => Bytes == 8 ? ulong.MaxValue : (1UL << (Bytes * 8)) - 1;

    private long Extended(ulong bits)
    {
        var shift = 64 - (Bytes * 8);
        return unchecked((long)(bits << shift) >> shift);
    }
}
