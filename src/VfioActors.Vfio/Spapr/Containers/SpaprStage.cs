namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>What a call waits for.</summary>
public enum SpaprStage
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The memory to charge a table.</summary>
    ChargingTable,

    /// <summary>The IOMMU to make a window.</summary>
    MakingWindow,

    /// <summary>The IOMMU to empty and give up a window.</summary>
    RemovingWindow,

    /// <summary>The IOMMU to clear entries of a window that it has given up: only with a defect.</summary>
    ClearingGone,

    /// <summary>The IOMMU to clear the entries of a window, as a group leaves.</summary>
    ClearingForGroup,

    /// <summary>The registry to find a region and count entries in.</summary>
    Leasing,

    /// <summary>The registry to find a region: only with a defect.</summary>
    Finding,

    /// <summary>The registry to count entries in: only with a defect.</summary>
    Holding,

    /// <summary>The memory to pin pages.</summary>
    Pinning,

    /// <summary>The IOMMU to exchange entries.</summary>
    Exchanging,

    /// <summary>The IOMMU to clear the entries of a map that failed.</summary>
    Undoing,

    /// <summary>The IOMMU to clear the entries of an unmap.</summary>
    Clearing,

    /// <summary>The registry to register.</summary>
    Registering,

    /// <summary>Memory for a record, which may be missing.</summary>
    Recording,

    /// <summary>The registry to take back a registration of which there is no record.</summary>
    TakingBack,

    /// <summary>The registry to drop a region.</summary>
    Dropping,

    /// <summary>The registry to find a region without reference: only with a defect.</summary>
    FindingExact,

    /// <summary>The memory to charge a window.</summary>
    ChargingWindow,
}
