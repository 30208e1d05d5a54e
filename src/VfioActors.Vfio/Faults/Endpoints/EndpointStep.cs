using VfioActors.Behaviors;

namespace VfioActors.Vfio.Faults.Endpoints;

/// <summary>One line of a device's script.</summary>
/// <param name="Id">The operation that everything it causes serves.</param>
/// <param name="Action">What is done.</param>
public readonly record struct EndpointStep(OperationId Id, EndpointAction Action);
