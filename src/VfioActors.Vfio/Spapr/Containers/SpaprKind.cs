namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>The kind of a sPAPR container: the argument of VFIO_SET_IOMMU.</summary>
public enum SpaprKind
{
    /// <summary>None yet.</summary>
    None = 0,

    /// <summary>VFIO_SPAPR_TCE_IOMMU: a page is pinned for each entry, and the whole window is charged.</summary>
    First = 2,

    /// <summary>VFIO_SPAPR_TCE_v2_IOMMU: memory is registered, and entries lead into it.</summary>
    Second = 7,
}
