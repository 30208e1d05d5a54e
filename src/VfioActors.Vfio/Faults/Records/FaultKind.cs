namespace VfioActors.Vfio.Faults.Records;

/// <summary>What sort of fault a record tells of: enum iommu_fault_type of include/uapi/linux/iommu.h.</summary>
public enum FaultKind : byte
{
    /// <summary>No record.</summary>
    None = 0,

    /// <summary>The access is over: nobody waits for an answer.</summary>
    Unrecoverable = 1,

    /// <summary>The device asks for a page and waits for the answer to its group.</summary>
    PageRequest = 2,
}
