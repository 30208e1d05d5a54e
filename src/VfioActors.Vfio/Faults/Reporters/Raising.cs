using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Reporters;

/// <summary>A fault that was handed to its queue and has not come back.</summary>
/// <param name="Endpoint">The device that raised it.</param>
/// <param name="Key">Which group it belongs to.</param>
/// <param name="Address">The address.</param>
/// <param name="AwaitsAnswer">1 when it is the last page of a group.</param>
public readonly record struct Raising(ActorId Endpoint, GroupKey Key, Iova Address, long AwaitsAnswer);
