using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;

namespace VfioActors.Runtime;

/// <summary>One of the last steps of an actor.</summary>
/// <param name="Kind">What sort of message it handled.</param>
/// <param name="From">Who sent it.</param>
/// <param name="Operation">The operation that it served.</param>
public readonly record struct LastStep(MessageKind Kind, ActorId From, OperationId Operation);
