using VfioActors.Behaviors;

namespace VfioActors.Vfio.Faults.Endpoints;

/// <summary>Somebody who has a device do its next thing.</summary>
/// <param name="User">Who is told when it is over.</param>
/// <param name="Operation">The operation that it serves.</param>
public readonly record struct EndpointStarter(ActorId User, OperationId Operation);
