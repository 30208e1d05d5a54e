namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>An operation that a client of a storm began and that is not yet answered.</summary>
/// <param name="Thing">What it is about; its workload is who takes the answer.</param>
/// <param name="Verb">What is done with it, a number of the workload's own.</param>
/// <param name="Step">How far it is, for operations of several requests; 0 at first.</param>
public readonly record struct StormCall(StormThing Thing, int Verb, int Step);
