using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Kernels;

namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>What a registry of regions is like.</summary>
public sealed record RegionRegistryOptions
{
    /// <summary>The memory of the processes.</summary>
    public required ActorId Memory { get; init; }

    /// <summary>The rules of the kernel.</summary>
    public SpaprRules Rules { get; init; } = SpaprRules.Fixed;

    /// <summary>Which defects are on.</summary>
    public DefectSet Defects { get; init; } = DefectSet.None;

    /// <summary>Memory of devices that is registered from the start, by the first process.</summary>
    public IReadOnlyList<DeviceRegion> StartsWith { get; init; } = [];

    /// <summary>How many calls may wait, 1 or more; one more is answered EAGAIN.</summary>
    public int CallsMax { get; init; } = 64;

    /// <summary>
    /// The lock of the registry and that of the memory, where a scenario has both as actors; nobody where a turn of the
    /// registry and of the memory is all there is to lock.
    /// </summary>
    public (ActorId Registry, ActorId Memory) Locks { get; init; }
}
