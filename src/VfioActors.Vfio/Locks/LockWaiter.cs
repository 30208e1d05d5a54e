using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;

namespace VfioActors.Vfio.Locks;

/// <summary>Somebody who has or wants a lock.</summary>
/// <param name="Who">The actor.</param>
/// <param name="Operation">The operation that it wants it for.</param>
public readonly record struct LockWaiter(ActorId Who, OperationId Operation);
