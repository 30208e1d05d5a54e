using System.Globalization;

namespace VfioActors.Vfio.Values;

/// <summary>A length in bytes.</summary>
/// <param name="Value">Bytes.</param>
public readonly record struct ByteCount(ulong Value) : IComparable<ByteCount>
{
    /// <inheritdoc/>
    public int CompareTo(ByteCount other) => Value.CompareTo(other.Value);

    /// <summary>The number in hexadecimal.</summary>
    public override string ToString() => Value.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(ByteCount left, ByteCount right) => left.Value < right.Value;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(ByteCount left, ByteCount right) => left.Value > right.Value;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(ByteCount left, ByteCount right) => left.Value <= right.Value;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(ByteCount left, ByteCount right) => left.Value >= right.Value;
}
