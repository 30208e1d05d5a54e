using System.Globalization;

namespace VfioActors.Vfio.Values;

/// <summary>A page frame number: which page of memory an address leads to.</summary>
/// <param name="Value">The number of the page, from 1; 0 is none.</param>
public readonly record struct Pfn(long Value) : IComparable<Pfn>
{
    /// <summary>No page.</summary>
    public static Pfn None => default;

    /// <inheritdoc/>
    public int CompareTo(Pfn other) => Value.CompareTo(other.Value);

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(Pfn left, Pfn right) => left.Value < right.Value;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(Pfn left, Pfn right) => left.Value > right.Value;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(Pfn left, Pfn right) => left.Value <= right.Value;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(Pfn left, Pfn right) => left.Value >= right.Value;
}
