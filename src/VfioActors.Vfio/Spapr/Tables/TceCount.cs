using System.Globalization;

namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>A number of translation entries, which is also a number of IOMMU pages.</summary>
/// <param name="Value">Entries.</param>
public readonly record struct TceCount(ulong Value) : IComparable<TceCount>
{
    /// <inheritdoc/>
    public int CompareTo(TceCount other) => Value.CompareTo(other.Value);

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(TceCount left, TceCount right) => left.Value < right.Value;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(TceCount left, TceCount right) => left.Value > right.Value;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(TceCount left, TceCount right) => left.Value <= right.Value;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(TceCount left, TceCount right) => left.Value >= right.Value;
}
