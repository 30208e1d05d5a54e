namespace VfioActors.Vfio.Containers.Calls;

/// <summary>What the call that has the lock waits for.</summary>
public enum CallStage
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The memory to pin a batch of a mapping.</summary>
    Pinning,

    /// <summary>The first domain to say what pages a backed mapping has.</summary>
    Walking,

    /// <summary>A domain to map a batch.</summary>
    Mapping,

    /// <summary>A domain to unmap a mapping.</summary>
    Draining,

    /// <summary>An IOMMU to take a group into a domain.</summary>
    Attaching,

    /// <summary>The memory to pin pages for a driver.</summary>
    PinningForDriver,

    /// <summary>The memory to move charges to another process.</summary>
    Moving,

    /// <summary>The memory to copy bytes for a driver, with the lock kept.</summary>
    Copying,

    /// <summary>Copies to end that were cancelled.</summary>
    Cancelling,
}
