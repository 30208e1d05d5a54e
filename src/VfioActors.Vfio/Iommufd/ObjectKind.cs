namespace VfioActors.Vfio.Iommufd;

/// <summary>What an object of iommufd is.</summary>
public enum ObjectKind
{
    /// <summary>An address space.</summary>
    Ioas,

    /// <summary>A page table of the hardware over an address space, or one of a guest over such a one.</summary>
    Hwpt,

    /// <summary>A queue of page requests, which is read as a file.</summary>
    FaultQueue,

    /// <summary>A device that a driver bound.</summary>
    Device,

    /// <summary>A virtual IOMMU.</summary>
    Viommu,

    /// <summary>A device behind a virtual IOMMU.</summary>
    Vdevice,

    /// <summary>A queue of events of a virtual IOMMU, which is read as a file.</summary>
    Veventq,

    /// <summary>A command queue of a virtual IOMMU, whose registers a user maps.</summary>
    HwQueue,
}
