namespace VfioActors.Vfio.Faults.Records;

/// <summary>The answer to a page request: enum iommu_page_response_code of include/uapi/linux/iommu.h.</summary>
public enum ResponseCode
{
    /// <summary>The page is there: try again.</summary>
    Success = 0,

    /// <summary>The page will not be there: give up.</summary>
    Invalid = 1,

    /// <summary>Something failed: stop asking.</summary>
    Failure = 2,
}
