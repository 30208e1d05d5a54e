using System.Globalization;

namespace VfioActors.Vfio.Values;

/// <summary>An I/O virtual address: what a device puts on the bus.</summary>
/// <param name="Value">Bytes.</param>
public readonly record struct Iova(ulong Value) : IComparable<Iova>
{
    /// <inheritdoc/>
    public int CompareTo(Iova other) => Value.CompareTo(other.Value);

    /// <summary>The number in hexadecimal.</summary>
    public override string ToString() => Value.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(Iova left, Iova right) => left.Value < right.Value;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(Iova left, Iova right) => left.Value > right.Value;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(Iova left, Iova right) => left.Value <= right.Value;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(Iova left, Iova right) => left.Value >= right.Value;
}
