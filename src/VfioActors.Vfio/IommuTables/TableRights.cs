namespace VfioActors.Vfio.IommuTables;

/// <summary>What a device may do with what is mapped for it.</summary>
[Flags]
public enum TableRights
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read: IOMMU_READ.</summary>
    Read = 1,

    /// <summary>Write: IOMMU_WRITE.</summary>
    Write = 2,
}
