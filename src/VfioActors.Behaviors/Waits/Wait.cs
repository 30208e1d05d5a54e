using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Waits;

/// <summary>Somebody who cannot go on before another does something.</summary>
/// <param name="Who">The actor that waits.</param>
/// <param name="Operation">The operation that waits; none where the actor serves none.</param>
/// <param name="Whom">Who is waited for; <see cref="ActorId.Nobody"/> when it is not known.</param>
public readonly record struct Wait(ActorId Who, OperationId Operation, ActorId Whom);
