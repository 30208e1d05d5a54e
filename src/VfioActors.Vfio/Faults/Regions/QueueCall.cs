using VfioActors.Behaviors;

namespace VfioActors.Vfio.Faults.Regions;

/// <summary>A call of a user that is not answered yet.</summary>
/// <param name="Client">Who is answered.</param>
/// <param name="Operation">The operation that it serves.</param>
/// <param name="Kind">What is asked.</param>
public readonly record struct QueueCall(ActorId Client, OperationId Operation, QueueCallKind Kind);
