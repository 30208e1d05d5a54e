using System.Globalization;

namespace VfioActors.Vfio.Values;

/// <summary>A length in pages of 4096 bytes.</summary>
/// <param name="Value">Pages.</param>
public readonly record struct PageCount(ulong Value) : IComparable<PageCount>
{
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
