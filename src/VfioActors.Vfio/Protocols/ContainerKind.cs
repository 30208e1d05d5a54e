namespace VfioActors.Vfio.Protocols;

/// <summary>The kind of a container: the argument of VFIO_SET_IOMMU.</summary>
public enum ContainerKind
{
    /// <summary>None yet.</summary>
    None = 0,

    /// <summary>VFIO_TYPE1_IOMMU: the first version.</summary>
    Type1 = 1,

    /// <summary>VFIO_SPAPR_TCE_IOMMU: tables of the POWER platform.</summary>
    Spapr = 2,

    /// <summary>VFIO_TYPE1v2_IOMMU: unmapping never bisects; drivers may pin.</summary>
    Type1v2 = 3,

    /// <summary>VFIO_TYPE1_NESTING_IOMMU: the second version with nested tables.</summary>
    Nesting = 6,

    /// <summary>VFIO_NOIOMMU_IOMMU: no IOMMU, no mappings.</summary>
    NoIommu = 8,
}
