using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Calls;

/// <summary>How far a group that leaves has come.</summary>
/// <param name="Domain">The domain that it was in.</param>
/// <param name="MappingsStay">1 when the mappings stay, and lose what the IOMMU had.</param>
/// <param name="Warned">How many warnings the kernel has left in its log.</param>
public readonly record struct DetachProgress(DomainId Domain, int MappingsStay, int Warned);
