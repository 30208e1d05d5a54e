using VfioActors.Cluster.Searches.Catalogs;
using VfioActors.Cluster.Searches.Discoveries;

namespace VfioActors.Cluster.Searches.Nodes;

/// <summary>A node that does units of searches for whoever asks in its cluster.</summary>
public sealed record SearchNodeOptions
{
    /// <summary>What it knows.</summary>
    public required NodeCatalog Catalog { get; init; }

    /// <summary>Under which name others reach it.</summary>
    public string Hostname { get; init; } = SearchCluster.Loopback;

    /// <summary>At which port; 0 for one that the system chooses.</summary>
    public int Port { get; init; }

    /// <summary>Members of the cluster that it joins, as HOST:PORT; none for a cluster of its own.</summary>
    public IReadOnlyList<string> Seeds { get; init; } = [];

    /// <summary>The members of the cluster as a service, where <see cref="Seeds"/> names none; null for none.</summary>
    public MemberLookup? Service { get; init; }

    /// <summary>How many units of each search it does at once, each with a thread and a world.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>
    /// Whether somebody else sees when a node ends, and says so: then nobody is taken for dead by guess.
    /// </summary>
    public bool IsWatched { get; init; }

    /// <summary>HOCON that goes over all else; empty for none.</summary>
    public string Config { get; init; } = "";

    /// <summary>Told before each unit how many this node has begun before.</summary>
    public Action<long> Beginning { get; init; } = _ => { };
}
