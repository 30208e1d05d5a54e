using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Faults.Records;

namespace VfioActors.Vfio.Faults.Reporters;

/// <summary>A page request group that nobody has answered.</summary>
/// <param name="Key">Which group: a device may ask again under the key of one that waits.</param>
/// <param name="Endpoint">The device that waits.</param>
/// <param name="Operation">For which of its operations.</param>
/// <param name="NeedsPasid">1 when an answer must name the PASID.</param>
/// <param name="Serial">Which request of its handler it is: a timer that was set for another comes too late.</param>
/// <param name="IsRefused">1 when its handler refused it, and it should not be here.</param>
public readonly record struct PendingGroup(
    GroupKey Key, ActorId Endpoint, OperationId Operation, int NeedsPasid, int Serial, int IsRefused);
