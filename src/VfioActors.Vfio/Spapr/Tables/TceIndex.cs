using System.Globalization;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>Which entry of a table it is: an address without the bits within its IOMMU page.</summary>
/// <param name="Value">Entries, from 0.</param>
public readonly record struct TceIndex(ulong Value) : IComparable<TceIndex>
{
    /// <summary>A number above that of every entry that a window can have.</summary>
    public static TceIndex Highest => new(ulong.MaxValue >> 8);

    /// <summary>Its place in the space that a guest's entries are kept in: one page stands for an entry.</summary>
    public PageIndex AsPage => new(Value);

    /// <summary>So many entries further on.</summary>
    public TceIndex Plus(int entries) => new(Value + (ulong)entries);

    /// <summary>So many entries further on.</summary>
    public TceIndex Plus(TceCount entries) => new(Value + entries.Value);

    /// <summary>How far it is behind an entry that is not behind it.</summary>
    public int Since(TceIndex start) => (int)(Value - start.Value);

    /// <summary>The higher one.</summary>
    public static TceIndex Max(TceIndex one, TceIndex other) => one > other ? one : other;

    /// <inheritdoc/>
    public int CompareTo(TceIndex other) => Value.CompareTo(other.Value);

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(TceIndex left, TceIndex right) => left.Value < right.Value;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(TceIndex left, TceIndex right) => left.Value > right.Value;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(TceIndex left, TceIndex right) => left.Value <= right.Value;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(TceIndex left, TceIndex right) => left.Value >= right.Value;
}
