namespace VfioActors.Behaviors.Values;

/// <summary>What a step says of itself in the field's words.</summary>
/// <param name="Operation">The operation that the actor was serving when it said so.</param>
/// <param name="Text">The words, such as "frees pasid 5".</param>
public readonly record struct Note(OperationId Operation, string Text);
