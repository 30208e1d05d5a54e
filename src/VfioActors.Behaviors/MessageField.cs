namespace VfioActors.Behaviors;

/// <summary>One field of a message, for people and traces.</summary>
/// <param name="Name">The field's name as declared.</param>
/// <param name="Value">Its value: a number, an enum, an <see cref="ActorId"/>, or a struct whose text says it.</param>
public readonly record struct MessageField(string Name, object Value);
