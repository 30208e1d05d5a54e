using VfioActors.Cluster.Searches.Discoveries;

namespace VfioActors.Cli.Explorations;

/// <summary>Which nodes are to explore together.</summary>
/// <param name="Started">How many are started on this machine; 0 for those of a cluster.</param>
/// <param name="Seeds">Members of the cluster, as HOST:PORT; none for nodes that are started.</param>
internal sealed record ClusterRequest(int Started, IReadOnlyList<string> Seeds)
{
    /// <summary>The members of the cluster as a service, where none are named; null for none.</summary>
    public MemberLookup? Service { get; init; }

    /// <summary>Under which name the nodes reach this process.</summary>
    public string Hostname { get; init; } = "127.0.0.1";

    /// <summary>At which port; 0 for one that the system chooses.</summary>
    public int Port { get; init; }

    /// <summary>How many units each node that is started does at once.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>The user's assembly that the scenario is of; null for one of the house.</summary>
    public string? Assembly { get; init; }

    /// <summary>HOCON that goes over what the program says.</summary>
    public string Config { get; init; } = "";
}
