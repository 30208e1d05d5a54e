using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Clients;

/// <summary>
/// A container of type1, as a user of its file sees it. Which error means what: <see cref="VfioAnswer{T}"/>
/// and the remarks of each call in <see cref="ContainerMessage"/>.
/// </summary>
public interface IVfioContainer
{
    /// <summary>Gives devices access to memory: VFIO_IOMMU_MAP_DMA. The value is 0.</summary>
    ValueTask<VfioAnswer<ulong>> MapAsync(ContainerMessage.Map map, CancellationToken cancellation = default);

    /// <summary>Takes the access away: VFIO_IOMMU_UNMAP_DMA. The value is the bytes unmapped.</summary>
    /// <remarks>Not answered before drivers have dropped their pins of the range.</remarks>
    ValueTask<VfioAnswer<ulong>> UnmapAsync(ContainerMessage.Unmap unmap, CancellationToken cancellation = default);

    /// <summary>Starts the dirty log. The value is 0.</summary>
    ValueTask<VfioAnswer<ulong>> StartLogAsync(CancellationToken cancellation = default);

    /// <summary>Stops the dirty log and forgets it. The value is 0.</summary>
    ValueTask<VfioAnswer<ulong>> StopLogAsync(CancellationToken cancellation = default);

    /// <summary>Reads and clears the dirty log of a range. The value is the runs of set bits, in order.</summary>
    ValueTask<VfioAnswer<IReadOnlyList<ContainerMessage.Bits>>> GetLogAsync(
        ContainerMessage.GetLog log, CancellationToken cancellation = default);

    /// <summary>Gives the container its kind: VFIO_SET_IOMMU. The value is 0.</summary>
    ValueTask<VfioAnswer<ulong>> SetKindAsync(
        ContainerKind kind, ProcessId process = default, CancellationToken cancellation = default);
}
