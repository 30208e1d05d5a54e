using VfioActors.Cluster.Fleets;
using VfioActors.Cluster.Searches.Discoveries;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Cluster.Searches.Askers;

/// <summary>A search that nodes of a cluster do together.</summary>
public sealed record ClusterSearchOptions
{
    /// <summary>Makes the scenario ready.</summary>
    public required Func<Setup> Setup { get; init; }

    /// <summary>The name of the strategy: of those that can be shared.</summary>
    public required string Strategy { get; init; }

    /// <summary>Which bounds and seed the search has.</summary>
    public required ExplorationOptions Options { get; init; }

    /// <summary>The version of the product.</summary>
    public required string Product { get; init; }

    /// <summary>The hash of the user's assembly that the scenario is of; empty for one of the house.</summary>
    public string Assembly { get; init; } = "";

    /// <summary>
    /// Members of the cluster whose nodes are to do it, as HOST:PORT; none for nodes that are started.
    /// </summary>
    public IReadOnlyList<string> Seeds { get; init; } = [];

    /// <summary>The members of the cluster as a service, where <see cref="Seeds"/> names none; null for none.</summary>
    public MemberLookup? Service { get; init; }

    /// <summary>How many nodes of the cluster must be there before anything is given away; 0 for the first.</summary>
    public int NodesAwaited { get; init; }

    /// <summary>Under which name nodes reach whoever asks.</summary>
    public string Hostname { get; init; } = "127.0.0.1";

    /// <summary>At which port; 0 for one that the system chooses.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The nodes that are started on this machine, each with the program that it is; told the address of whoever asks
    /// as its last word, it writes its own as its first line, and ends when its standard input does.
    /// </summary>
    public IReadOnlyList<NodeProgram> Programs { get; init; } = [];

    /// <summary>
    /// How many units each of <see cref="Programs"/> does at once, as its words say: states are cut into so many
    /// regions that there are some for each.
    /// </summary>
    public int WorkersPerProgram { get; init; } = 1;

    /// <summary>
    /// How many runs, or states, a unit of work has; null for as many as take a fraction of a second.
    /// </summary>
    public long? UnitSize { get; init; }

    /// <summary>HOCON that goes over all else; empty for none.</summary>
    public string Config { get; init; } = "";
}
