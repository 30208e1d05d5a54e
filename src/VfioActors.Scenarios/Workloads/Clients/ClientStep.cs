using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Workloads.Clients;

/// <summary>One line of a client's script.</summary>
/// <param name="Id">The operation that everything it causes serves.</param>
/// <param name="Action">What is done.</param>
public readonly record struct ClientStep(OperationId Id, ClientAction Action);
