using VfioActors.Behaviors.Values;

namespace VfioActors.Scenarios.Workloads.Callers;

/// <summary>One line of what a thread does.</summary>
/// <param name="Id">The operation that everything it causes serves.</param>
/// <param name="Call">The call.</param>
public readonly record struct CallerStep(OperationId Id, Call Call);
