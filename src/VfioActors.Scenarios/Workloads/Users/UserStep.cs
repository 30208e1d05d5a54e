using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Workloads.Users;

/// <summary>One line of a user's script.</summary>
/// <param name="Id">The operation that everything it causes serves.</param>
/// <param name="Request">What is asked.</param>
public readonly record struct UserStep(OperationId Id, UserRequest Request);
