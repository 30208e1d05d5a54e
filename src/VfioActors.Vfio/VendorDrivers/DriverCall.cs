using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;

namespace VfioActors.Vfio.VendorDrivers;

/// <summary>The request that a driver has open at the container.</summary>
/// <param name="Client">Who is answered; nobody for what the driver does on its own account.</param>
/// <param name="Operation">Which operation it serves.</param>
/// <param name="Kind">What was asked.</param>
public readonly record struct DriverCall(ActorId Client, OperationId Operation, DriverCallKind Kind);
