namespace VfioActors.Vfio.Faults.Records;

/// <summary>Which fields of a fault record mean something, and what a page request asks for.</summary>
[Flags]
public enum FaultFlags : byte
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>The record names a PASID.</summary>
    PasidValid = 1,

    /// <summary>An unrecoverable fault names the address.</summary>
    AddressValid = 2,

    /// <summary>An unrecoverable fault names the address at which the tables were fetched.</summary>
    FetchValid = 4,

    /// <summary>A page request is the last of its group: the group is answered as one.</summary>
    LastPage = 8,

    /// <summary>A page request carries data of the IOMMU's own.</summary>
    PrivateData = 16,

    /// <summary>The answer to a page request must name the PASID too.</summary>
    ResponseNeedsPasid = 32,
}
