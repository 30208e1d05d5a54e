namespace VfioActors.Vfio.Faults.Records;

/// <summary>Why a fault is unrecoverable: enum iommu_fault_reason of include/uapi/linux/iommu.h.</summary>
public enum FaultReason : byte
{
    /// <summary>Unknown; of a page request always this.</summary>
    Unknown = 0,

    /// <summary>The PASID table could not be read.</summary>
    PasidFetch = 1,

    /// <summary>The entry in the PASID table makes no sense.</summary>
    BadPasidEntry = 2,

    /// <summary>The PASID has no entry.</summary>
    PasidInvalid = 3,

    /// <summary>A table could not be read.</summary>
    WalkAborted = 4,

    /// <summary>The address has no translation.</summary>
    PageEntryFetch = 5,

    /// <summary>The translation does not allow the access.</summary>
    Permission = 6,
}
