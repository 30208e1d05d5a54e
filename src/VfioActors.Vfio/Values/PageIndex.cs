using System.Globalization;

namespace VfioActors.Vfio.Values;

/// <summary>Which page of an address space it is: an address without the bits within its page.</summary>
/// <param name="Value">Pages of 4096 bytes, from 0.</param>
public readonly record struct PageIndex(ulong Value) : IComparable<PageIndex>
{
    /// <summary>The first page of all.</summary>
    public static PageIndex Zero => default;

    /// <summary>A number above that of every page that has an address.</summary>
    public static PageIndex Highest => new(ulong.MaxValue);

    /// <summary>So many pages further on.</summary>
    public PageIndex Plus(PageCount pages) => new(Value + pages.Value);

    /// <summary>So many pages before.</summary>
    public PageIndex Minus(PageCount pages) => new(Value - pages.Value);

    /// <summary>How far it is behind a page that is not behind it.</summary>
    public PageCount Since(PageIndex start) => new(Value - start.Value);

    /// <summary>The lower one.</summary>
    public static PageIndex Min(PageIndex one, PageIndex other) => one < other ? one : other;

    /// <summary>The higher one.</summary>
    public static PageIndex Max(PageIndex one, PageIndex other) => one > other ? one : other;

    /// <inheritdoc/>
    public int CompareTo(PageIndex other) => Value.CompareTo(other.Value);

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(PageIndex left, PageIndex right) => left.Value < right.Value;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(PageIndex left, PageIndex right) => left.Value > right.Value;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(PageIndex left, PageIndex right) => left.Value <= right.Value;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(PageIndex left, PageIndex right) => left.Value >= right.Value;
}
