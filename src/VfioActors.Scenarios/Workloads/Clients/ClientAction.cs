using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Clients;

/// <summary>One thing that a client does. What a kind does not need is left out.</summary>
/// <param name="Kind">What.</param>
/// <param name="To">Which domain, unit or lock is asked first.</param>
public sealed record ClientAction(ClientActionKind Kind, ActorId To)
{
    /// <summary>The device.</summary>
    public DeviceId Device { get; init; }

    /// <summary>The devices of a group in their order; null for one whose parent nobody knows.</summary>
    public IReadOnlyList<DeviceId?> Group { get; init; } = [];

    /// <summary>
    /// The PASID of a DMA, a bind or a clear; none for a DMA under what the device was programmed with.
    /// </summary>
    public Pasid Pasid { get; init; }

    /// <summary>The address of a DMA, map or unmap.</summary>
    public Iova Iova { get; init; }

    /// <summary>The page of a map.</summary>
    public Pfn Pfn { get; init; }

    /// <summary>The feature that is switched on.</summary>
    public DeviceFeature Feature { get; init; }

    /// <summary>The allocator of a bind, or the second lock of a directory page or of a walk.</summary>
    public ActorId Second { get; init; }
}
