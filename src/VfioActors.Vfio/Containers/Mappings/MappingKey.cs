using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Mappings;

/// <summary>
/// Which mapping it is. Where mappings never overlap its first address says that. A kernel whose lookups miss mappings
/// at the end of all addresses lets others be made over them, even at the same address: those are told apart.
/// </summary>
/// <param name="Start">The first address, page aligned.</param>
/// <param name="Copy">
/// 0 for a mapping that overlaps no other; else below 0, the lower the newer, and its own among all of the container.
/// </param>
/// <remarks>
/// The order is that of the kernel's tree: by address, and of those that start at one address the newest first, since
/// it goes to the left of what starts where it does (vfio_link_dma, drivers/vfio/vfio_iommu_type1.c, Linux 6.1).
/// </remarks>
public readonly record struct MappingKey(Iova Start, long Copy) : IComparable<MappingKey>
{
    /// <summary>Whether it may overlap others, so that pages alone do not tell whose they are.</summary>
    public bool IsApart => Copy != 0;

    /// <summary>The first page.</summary>
    internal PageIndex Page => Start.Page;

    /// <summary>What its part of the dirty log is named by.</summary>
    internal long Space => IsApart ? Copy : (long)Page.Value;

    /// <summary>The mapping that starts at an address, where no two do.</summary>
    /// <param name="start">The first address.</param>
    public static implicit operator MappingKey(Iova start) => new(start, 0);

    /// <summary>The mapping that starts at an address, where no two do.</summary>
    /// <param name="start">The first address.</param>
    public static MappingKey FromIova(Iova start) => start;

    /// <inheritdoc/>
    public int CompareTo(MappingKey other) =>
        Start != other.Start ? Start.CompareTo(other.Start) : Copy.CompareTo(other.Copy);

    /// <summary>Whether the left mapping is before the right one.</summary>
    public static bool operator <(MappingKey left, MappingKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left mapping is behind the right one.</summary>
    public static bool operator >(MappingKey left, MappingKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left mapping is not behind the right one.</summary>
    public static bool operator <=(MappingKey left, MappingKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left mapping is not before the right one.</summary>
    public static bool operator >=(MappingKey left, MappingKey right) => left.CompareTo(right) >= 0;
}
