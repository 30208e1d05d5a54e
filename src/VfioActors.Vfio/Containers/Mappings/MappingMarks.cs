namespace VfioActors.Vfio.Containers.Mappings;

/// <summary>What is known of a mapping beside its place.</summary>
[Flags]
public enum MappingMarks : long
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Its pages are pinned and in the IOMMU.</summary>
    Backed = 1,

    /// <summary>Its vaddr was given up.</summary>
    VaddrInvalid = 2,

    /// <summary>Its owner had CAP_IPC_LOCK when it was made.</summary>
    LockCap = 4,
}
