using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Endpoints;

/// <summary>What a device that faults is like.</summary>
/// <param name="Device">Which device.</param>
/// <param name="Reporter">The fault handler of its IOMMU unit.</param>
/// <param name="Script">What it does.</param>
public sealed record EndpointOptions(DeviceId Device, ActorId Reporter, IReadOnlyList<EndpointStep> Script)
{
    /// <summary>Whether it does each thing when its user says so, and not by itself.</summary>
    public bool Waits { get; init; }
}
