using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Pins;

/// <summary>
/// Which pin it is that its page alone does not tell: its address is not aligned, or its mapping may overlap others.
/// </summary>
/// <param name="Mapping">The mapping that was found for it, which knows it.</param>
/// <param name="Iova">The address; may be before the mapping's first, by less than a page.</param>
public readonly record struct OddKey(MappingKey Mapping, Iova Iova) : IComparable<OddKey>
{
    /// <inheritdoc/>
    public int CompareTo(OddKey other) =>
        Mapping != other.Mapping ? Mapping.CompareTo(other.Mapping) : Iova.CompareTo(other.Iova);

    /// <summary>Whether the left pin is before the right one.</summary>
    public static bool operator <(OddKey left, OddKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left pin is behind the right one.</summary>
    public static bool operator >(OddKey left, OddKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left pin is not behind the right one.</summary>
    public static bool operator <=(OddKey left, OddKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left pin is not before the right one.</summary>
    public static bool operator >=(OddKey left, OddKey right) => left.CompareTo(right) >= 0;
}
