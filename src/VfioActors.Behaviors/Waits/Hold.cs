using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Waits;

/// <summary>Something that is held, such as a lock.</summary>
/// <param name="What">The actor that is held.</param>
/// <param name="Who">The actor that holds it.</param>
/// <param name="Operation">The operation for which it holds it; none where it serves none.</param>
public readonly record struct Hold(ActorId What, ActorId Who, OperationId Operation);
