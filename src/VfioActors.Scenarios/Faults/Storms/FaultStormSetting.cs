using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Faults.Storms;

/// <summary>Who takes part in a storm of page requests.</summary>
/// <param name="Reporter">The handler of the IOMMU unit.</param>
/// <param name="Queue">The fault queue.</param>
/// <param name="Devices">How many devices ask.</param>
public sealed record FaultStormSetting(ActorId Reporter, ActorId Queue, int Devices);
