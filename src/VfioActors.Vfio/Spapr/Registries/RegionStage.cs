namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>What a registration waits for.</summary>
public enum RegionStage
{
    /// <summary>Nothing: none is in hand.</summary>
    None,

    /// <summary>The memory to charge the owner.</summary>
    Charging,

    /// <summary>The lock of the memory, to pin.</summary>
    LockingMemory,

    /// <summary>The memory to pin pages.</summary>
    Pinning,

    /// <summary>The lock of the registry, to list the region.</summary>
    LockingRegistry,
}
