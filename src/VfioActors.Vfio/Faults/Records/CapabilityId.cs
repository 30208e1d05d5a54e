namespace VfioActors.Vfio.Faults.Records;

/// <summary>What an entry of a region's chain of capabilities tells: VFIO_REGION_INFO_CAP of the uapi.</summary>
public enum CapabilityId
{
    /// <summary>Which parts can be mapped.</summary>
    SparseMmap = 1,

    /// <summary>The region's type and subtype.</summary>
    Type = 2,

    /// <summary>The highest version of fault records.</summary>
    ProducerFault = 6,
}
