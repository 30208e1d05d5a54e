using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Reporters;

/// <summary>A domain that waits until no report under its PASID is in flight.</summary>
/// <param name="Domain">Who waits.</param>
/// <param name="Operation">The operation that it serves.</param>
/// <param name="Device">The device that it leaves.</param>
/// <param name="Pasid">The tag.</param>
public readonly record struct DrainCall(ActorId Domain, OperationId Operation, DeviceId Device, Pasid Pasid);
