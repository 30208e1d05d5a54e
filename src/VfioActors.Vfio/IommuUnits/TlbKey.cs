using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.IommuUnits;

/// <summary>The tag of a cached translation.</summary>
/// <param name="Tag">In the unit's own cache the domain id, in a device's cache the device.</param>
/// <param name="Pasid">The id that the DMA carried.</param>
/// <param name="Iova">The address that was translated.</param>
public readonly record struct TlbKey(int Tag, Pasid Pasid, Iova Iova) : IComparable<TlbKey>
{
    /// <inheritdoc/>
    public int CompareTo(TlbKey other)
    {
        if (Tag != other.Tag) { return Tag.CompareTo(other.Tag); }
        return Pasid != other.Pasid ? Pasid.CompareTo(other.Pasid) : Iova.CompareTo(other.Iova);
    }

    /// <summary>Whether the left tag is before the right one.</summary>
    public static bool operator <(TlbKey left, TlbKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left tag is behind the right one.</summary>
    public static bool operator >(TlbKey left, TlbKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left tag is not behind the right one.</summary>
    public static bool operator <=(TlbKey left, TlbKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left tag is not before the right one.</summary>
    public static bool operator >=(TlbKey left, TlbKey right) => left.CompareTo(right) >= 0;
}
