namespace VfioActors.Cluster.Orders;

/// <summary>An operation that a client has open.</summary>
/// <param name="Operation">Its number.</param>
/// <param name="Workload">The place in the mix of the workload that it is of.</param>
/// <param name="At">The actor that it is about.</param>
/// <param name="Key">What it is about there.</param>
internal sealed record OpenCall(int Operation, int Workload, int At, long Key)
{
    /// <summary>What is done.</summary>
    public int Verb { get; init; }

    /// <summary>How far it is.</summary>
    public int Step { get; init; }
}
