using VfioActors.Vfio.Spapr.Containers;

namespace VfioActors.Hosting.Topologies;

/// <summary>
/// A container of sPAPR. It has its kind when a device is in it from the start; its default window is made at the first
/// call that needs it.
/// </summary>
/// <param name="Memory">The name of the memory of its users.</param>
/// <param name="Unit">The name of its IOMMU.</param>
public sealed record SpaprContainerDeclaration(string Memory, string Unit)
{
    /// <summary>Its kind.</summary>
    public SpaprKind Kind { get; init; } = SpaprKind.Second;
}
