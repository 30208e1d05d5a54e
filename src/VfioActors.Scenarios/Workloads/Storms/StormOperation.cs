namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>Something that clients of a storm do with a subsystem.</summary>
/// <typeparam name="TSetting">The actors of the subsystem.</typeparam>
/// <param name="Name">Its name in a mix: that of the workload.</param>
/// <param name="Share">How much of what is done it is, beside the others of the mix.</param>
/// <param name="On">Makes the workload on the actors.</param>
public sealed record StormOperation<TSetting>(string Name, int Share, Func<TSetting, StormWorkload> On);
