using VfioActors.Behaviors;

namespace VfioActors.Vfio.Containers.States;

/// <summary>An IOMMU domain of a container.</summary>
/// <param name="Unit">Whose tables.</param>
/// <param name="Kind">Groups of the same kind and unit share it.</param>
/// <param name="Groups">How many groups are in it.</param>
public readonly record struct DomainEntry(ActorId Unit, int Kind, int Groups);
