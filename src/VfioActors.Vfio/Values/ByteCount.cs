using System.Globalization;

namespace VfioActors.Vfio.Values;

/// <summary>A length in bytes.</summary>
/// <param name="Value">Bytes.</param>
public readonly record struct ByteCount(ulong Value) : IComparable<ByteCount>
{
    /// <summary>Whether it is a number of whole pages.</summary>
    public bool IsAligned => Paging.Aligns(Value);

    /// <summary>How many whole pages it is.</summary>
    public PageCount Pages => new(Value >> Paging.Shift);

    /// <summary>How many pages hold it: whole ones, and one more for what is left.</summary>
    public PageCount PagesUp => new((Value + (Paging.Size - 1)) >> Paging.Shift);

    /// <summary>Both together; past 2^64 they start again at 0.</summary>
    public ByteCount Plus(ByteCount more) => new(unchecked(Value + more.Value));

    /// <summary>What is left of it.</summary>
    public ByteCount Minus(ByteCount less) => new(Value - less.Value);

    /// <summary>The smaller one.</summary>
    public static ByteCount Min(ByteCount one, ByteCount other) => one < other ? one : other;

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
