using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>Memory of a device that its driver has registered for the user: mm_iommu_newdev.</summary>
/// <param name="Start">Where the user sees it.</param>
/// <param name="Pages">How many pages.</param>
/// <param name="First">The first page frame, which has no record.</param>
public sealed record DeviceRegion(Vaddr Start, PageCount Pages, Pfn First);
