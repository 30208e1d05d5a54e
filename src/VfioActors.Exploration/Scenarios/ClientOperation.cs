using VfioActors.Behaviors;

namespace VfioActors.Exploration.Scenarios;

/// <summary>One operation of one client: a column of a ladder.</summary>
/// <param name="Id">Its number in the scenario, from 1.</param>
/// <param name="Client">The client's name.</param>
/// <param name="Text">Such as <c>ATTACH(D, dev0)</c>.</param>
public sealed record ClientOperation(OperationId Id, string Client, string Text);
