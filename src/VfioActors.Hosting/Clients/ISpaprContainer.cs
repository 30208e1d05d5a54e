using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Clients;

/// <summary>
/// A container of sPAPR, as a user of its file sees it. Which error means what: the remarks of each call in
/// <see cref="SpaprContainerMessage"/>. Values are 0 unless said.
/// </summary>
public interface ISpaprContainer
{
    /// <summary>Leads entries to memory: VFIO_IOMMU_MAP_DMA.</summary>
    ValueTask<VfioAnswer<ulong>> MapAsync(SpaprContainerMessage.Map map, CancellationToken cancellation = default);

    /// <summary>Empties entries: VFIO_IOMMU_UNMAP_DMA.</summary>
    ValueTask<VfioAnswer<ulong>> UnmapAsync(
        SpaprContainerMessage.Unmap unmap, CancellationToken cancellation = default);

    /// <summary>Registers memory: VFIO_IOMMU_SPAPR_REGISTER_MEMORY.</summary>
    ValueTask<VfioAnswer<ulong>> RegisterAsync(
        SpaprContainerMessage.Register register, CancellationToken cancellation = default);

    /// <summary>Ends a registration: VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY.</summary>
    ValueTask<VfioAnswer<ulong>> UnregisterAsync(
        SpaprContainerMessage.Unregister unregister, CancellationToken cancellation = default);

    /// <summary>Charges the whole window and allows maps, where the kind is the first: VFIO_IOMMU_ENABLE.</summary>
    ValueTask<VfioAnswer<ulong>> EnableAsync(
        SpaprModes modes = default, ProcessId caller = default, CancellationToken cancellation = default);

    /// <summary>Uncharges the window: VFIO_IOMMU_DISABLE.</summary>
    ValueTask<VfioAnswer<ulong>> DisableAsync(
        SpaprModes modes = default, ProcessId caller = default, CancellationToken cancellation = default);

    /// <summary>Makes a window: VFIO_IOMMU_SPAPR_TCE_CREATE. The value is its first address.</summary>
    ValueTask<VfioAnswer<Iova>> CreateWindowAsync(
        SpaprContainerMessage.CreateWindow window, CancellationToken cancellation = default);

    /// <summary>Removes the window that an address lies in: VFIO_IOMMU_SPAPR_TCE_REMOVE.</summary>
    ValueTask<VfioAnswer<ulong>> RemoveWindowAsync(
        SpaprContainerMessage.RemoveWindow window, CancellationToken cancellation = default);

    /// <summary>Asks what windows there may be: VFIO_IOMMU_SPAPR_TCE_GET_INFO. The value says.</summary>
    ValueTask<VfioAnswer<SpaprContainerMessage.Description>> DescribeAsync(
        SpaprModes modes = default, ProcessId caller = default, CancellationToken cancellation = default);
}
