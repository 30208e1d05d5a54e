using System.Globalization;

namespace VfioActors.Vfio.Values;

/// <summary>The number by which one IOMMU unit knows a domain: the tag of its cache lines.</summary>
/// <param name="Value">From 1 to the unit's limit; 0 names no domain, and is what an absent entry reads as.</param>
public readonly record struct DomainId(int Value) : IComparable<DomainId>
{
    /// <summary>No domain.</summary>
    public static DomainId None => default;

    /// <inheritdoc/>
    public int CompareTo(DomainId other) => Value.CompareTo(other.Value);

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(DomainId left, DomainId right) => left.Value < right.Value;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(DomainId left, DomainId right) => left.Value > right.Value;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(DomainId left, DomainId right) => left.Value <= right.Value;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(DomainId left, DomainId right) => left.Value >= right.Value;
}
