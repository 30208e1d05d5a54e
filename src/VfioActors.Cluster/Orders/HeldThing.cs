namespace VfioActors.Cluster.Orders;

/// <summary>Something that a client holds.</summary>
/// <param name="Workload">The place in the mix of the workload that knows what it is.</param>
/// <param name="At">The actor that it was taken from.</param>
/// <param name="Key">What it is there.</param>
/// <param name="Times">How often it was taken.</param>
internal sealed record HeldThing(int Workload, int At, long Key, int Times);
