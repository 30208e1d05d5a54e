using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Living.Callers;

/// <summary>One line of what a thread does.</summary>
/// <param name="Id">The operation that everything it causes serves.</param>
/// <param name="Call">The call.</param>
/// <param name="Gates">How many of the next lines are left out when the call is refused.</param>
public readonly record struct CallerStep(OperationId Id, Call Call, int Gates);
