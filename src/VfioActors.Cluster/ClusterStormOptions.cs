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

    /// <summary>What befalls one of the nodes; null for nothing.</summary>
    public NodeFault? Fault { get; init; }
}
