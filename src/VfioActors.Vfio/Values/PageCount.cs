using System.Globalization;

namespace VfioActors.Vfio.Values;

/// <summary>A length in pages of 4096 bytes.</summary>
/// <param name="Value">Pages.</param>
public readonly record struct PageCount(ulong Value) : IComparable<PageCount>
{
    /// <summary>One page.</summary>
    public static PageCount One => new(1);

    /// <summary>More pages than there are addresses.</summary>
    public static PageCount Most => new(ulong.MaxValue);

    /// <summary>How many bytes they are; past 2^64 they start again at 0.</summary>
    public ByteCount Bytes => new(Value << Paging.Shift);

    /// <summary>Both together.</summary>
    public PageCount Plus(PageCount more) => new(Value + more.Value);

    /// <summary>Both together, or the greatest number when they are more.</summary>
    public PageCount PlusMost(PageCount more) =>
        new(more.Value > ulong.MaxValue - Value ? ulong.MaxValue : Value + more.Value);

    /// <summary>What is left of it.</summary>
    public PageCount Minus(PageCount less) => new(Value - less.Value);

    /// <summary>The larger one.</summary>
    public static PageCount Max(PageCount one, PageCount other) => one > other ? one : other;

    /// <summary>The smaller one.</summary>
    public static PageCount Min(PageCount one, PageCount other) => one < other ? one : other;

    /// <inheritdoc/>
    public int CompareTo(PageCount other) => Value.CompareTo(other.Value);

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(PageCount left, PageCount right) => left.Value < right.Value;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(PageCount left, PageCount right) => left.Value > right.Value;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(PageCount left, PageCount right) => left.Value <= right.Value;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(PageCount left, PageCount right) => left.Value >= right.Value;
}
