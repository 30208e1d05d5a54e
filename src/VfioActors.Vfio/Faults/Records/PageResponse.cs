using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Records;

/// <summary>An answer to a page request group: struct iommu_page_response, as far as it matters.</summary>
/// <param name="Group">The group.</param>
/// <param name="Pasid">The tag; none where it is not meant.</param>
/// <param name="Code">The answer.</param>
public readonly record struct PageResponse(PageGroup Group, Pasid Pasid, ResponseCode Code);
