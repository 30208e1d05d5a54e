using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Regions;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.ResponseRings;

/// <summary>What the response region of a device is like.</summary>
public sealed record ResponseRingOptions
{
    /// <summary>The device.</summary>
    public DeviceId Device { get; init; }

    /// <summary>The IOMMU unit's fault handler, which answers the device.</summary>
    public required ActorId Reporter { get; init; }

    /// <summary>How many slots there are.</summary>
    public int Records { get; init; } = FaultQueueOptions.UsualRecords;

    /// <summary>Whether memory may be missing: then either is tried.</summary>
    public bool MemoryMayFail { get; init; }
}
