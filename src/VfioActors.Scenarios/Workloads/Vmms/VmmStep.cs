using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Workloads.Vmms;

/// <summary>One line of a user's script.</summary>
/// <param name="Id">The operation that everything it causes serves.</param>
/// <param name="Action">What is done.</param>
public readonly record struct VmmStep(OperationId Id, VmmAction Action);
