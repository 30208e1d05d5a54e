using VfioActors.Cluster.Fleets;
using VfioActors.Storm;

namespace VfioActors.Cluster;

/// <summary>What kind of storm over nodes.</summary>
public sealed record ClusterStormOptions
{
    /// <summary>The storm: its machines are placed on the nodes, its clients live on all of them in turn.</summary>
    public required StormOptions Storm { get; init; }

    /// <summary>How many nodes, from 1.</summary>
    public required int Nodes { get; init; }

    /// <summary>What a node is.</summary>
    public required NodeProgram Program { get; init; }

    /// <summary>The node to kill, from 0; null for none.</summary>
    public int? Kills { get; init; }

    /// <summary>
    /// After how many answered operations of all clients it is killed; null for half of those that are asked for, or
    /// when half the time is over.
    /// </summary>
    public long? KillsAfter { get; init; }
}
