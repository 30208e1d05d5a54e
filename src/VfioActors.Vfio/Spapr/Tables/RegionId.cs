using System.Globalization;

namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>Names a region of registered memory, whatever becomes of it: no number is given twice.</summary>
/// <param name="Value">The number from 1; 0 is <see cref="None"/>.</param>
public readonly record struct RegionId(int Value) : IComparable<RegionId>
{
    /// <summary>No region: a page that was pinned by itself.</summary>
    public static RegionId None => default;

    /// <inheritdoc/>
    public int CompareTo(RegionId other) => Value.CompareTo(other.Value);

    /// <summary>The letter R and the number.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"R{Value}");

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(RegionId left, RegionId right) => left.Value < right.Value;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(RegionId left, RegionId right) => left.Value > right.Value;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(RegionId left, RegionId right) => left.Value <= right.Value;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(RegionId left, RegionId right) => left.Value >= right.Value;
}
