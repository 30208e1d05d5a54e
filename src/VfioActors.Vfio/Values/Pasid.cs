using System.Globalization;

namespace VfioActors.Vfio.Values;

/// <summary>
/// A process address space id: the tag of a DMA that chooses one of the address spaces of a device. At most 20 bits.
/// </summary>
/// <param name="Value">
/// The id from 1; 0 is <see cref="None"/>, as the kernel's default_pasid says "not allocated".
/// </param>
public readonly record struct Pasid(int Value) : IComparable<Pasid>
{
    /// <summary>No id.</summary>
    public static Pasid None => default;

    /// <summary>Whether this is an id.</summary>
    public bool IsSome => Value > 0;

    /// <inheritdoc/>
    public int CompareTo(Pasid other) => Value.CompareTo(other.Value);

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the left id is the lower one.</summary>
    public static bool operator <(Pasid left, Pasid right) => left.Value < right.Value;

    /// <summary>Whether the left id is the higher one.</summary>
    public static bool operator >(Pasid left, Pasid right) => left.Value > right.Value;

    /// <summary>Whether the left id is at most the right one.</summary>
    public static bool operator <=(Pasid left, Pasid right) => left.Value <= right.Value;

    /// <summary>Whether the left id is at least the right one.</summary>
    public static bool operator >=(Pasid left, Pasid right) => left.Value >= right.Value;
}
