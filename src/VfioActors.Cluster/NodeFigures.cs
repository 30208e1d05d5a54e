namespace VfioActors.Cluster;

/// <summary>What came of one node of a storm.</summary>
/// <param name="Node">Its number, from 0.</param>
/// <param name="Address">Where its actor system was.</param>
/// <param name="Machines">The machines that were placed there.</param>
/// <param name="Clients">The clients that lived there.</param>
public sealed record NodeFigures(
    int Node, string Address, IReadOnlyList<string> Machines, IReadOnlyList<string> Clients)
{
    /// <summary>The number of its process.</summary>
    public int Process { get; init; }

    /// <summary>Operations of its clients that were answered; of a killed one, when it was last looked at.</summary>
    public long Operations { get; init; }

    /// <summary>Messages that its actors handled; of a killed one, when it was last looked at.</summary>
    public long Messages { get; init; }

    /// <summary>Messages that it sent to other nodes; of a killed one, when it was last looked at.</summary>
    public long Sent { get; init; }

    /// <summary>Whether it was killed.</summary>
    public bool IsKilled { get; init; }
}
