using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Calls;

/// <summary>How far the pages of a mapping have left IOMMU domains.</summary>
/// <param name="At">The mapping.</param>
/// <param name="Target">The one domain that they leave; none for all of them.</param>
/// <param name="MappingStays">1 when the mapping stays, and loses what the IOMMU had.</param>
/// <param name="Freed">
/// Pages whose charge is to be given back; below 0 when drivers hold more than the IOMMU had.
/// </param>
public readonly record struct DrainProgress(MappingKey At, DomainId Target, int MappingStays, long Freed)
{
    /// <summary>Nothing of a mapping that goes is done yet.</summary>
    internal static DrainProgress Of(MappingKey at, DomainId target) => new(at, target, 0, 0);
}
