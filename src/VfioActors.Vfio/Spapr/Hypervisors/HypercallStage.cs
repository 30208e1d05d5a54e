namespace VfioActors.Vfio.Spapr.Hypervisors;

/// <summary>What a hypercall waits for.</summary>
public enum HypercallStage
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The IOMMU to show a window.</summary>
    Attaching,

    /// <summary>The registry to find a region, in a read section.</summary>
    Finding,

    /// <summary>The registry to count entries in.</summary>
    Holding,

    /// <summary>The IOMMU to exchange entries.</summary>
    Exchanging,

    /// <summary>The IOMMU to empty entries, after which the call is done.</summary>
    Clearing,

    /// <summary>The IOMMU to empty the entry that could not be made.</summary>
    Undoing,
}
