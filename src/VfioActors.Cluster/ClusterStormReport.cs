using VfioActors.Cluster.Fleets;
using VfioActors.Storm;

namespace VfioActors.Cluster;

/// <summary>What came of a storm over nodes.</summary>
/// <param name="Storm">
/// The figures of all nodes together; of one that was killed, as far as they were known. What is left behind is what
/// those that are left have: what was lost with a node is none of that.
/// </param>
public sealed record ClusterStormReport(StormReport Storm)
{
    /// <summary>What came of each node.</summary>
    public required IReadOnlyList<NodeFigures> Nodes { get; init; }

    /// <summary>The machines that were lost with a node.</summary>
    public required IReadOnlyList<LostMachine> LostMachines { get; init; }

    /// <summary>The clients that were lost with a node: what they had elsewhere was given back there.</summary>
    public required IReadOnlyList<string> LostClients { get; init; }

    /// <summary>
    /// How many things clients had at machines that they were parted from, by a death or a cut, when they were: given
    /// back there in their place.
    /// </summary>
    public required int GivenBack { get; init; }

    /// <summary>How many claims about rest were judged.</summary>
    public required int Judged { get; init; }

    /// <summary>The claims about rest that nobody could judge.</summary>
    public required IReadOnlyList<UnjudgedClaim> Unjudged { get; init; }

    /// <summary>What befell a node, and after how many answered operations it did; null when nothing did.</summary>
    public NodeFault? Fault { get; init; }

    /// <summary>Whether something was to befall a node, and the storm was over before.</summary>
    public bool MissedItsFault { get; init; }

    /// <summary>Messages from node to node.</summary>
    public long Letters => Nodes.Sum(node => node.Sent);
}
