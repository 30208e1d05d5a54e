using VfioActors.Behaviors;

namespace VfioActors.Exploration.Operations;

/// <summary>One thing that a client is to do.</summary>
/// <typeparam name="T">How the client's behaviour puts it.</typeparam>
/// <param name="Id">The operation; a client says it to its outbox with what it sends.</param>
/// <param name="Operation">What to do.</param>
public readonly record struct ScriptedOperation<T>(OperationId Id, T Operation);
