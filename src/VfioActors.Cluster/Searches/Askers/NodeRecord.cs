using Akka.Actor;
using VfioActors.Cluster.Searches.Nodes;

namespace VfioActors.Cluster.Searches.Askers;

/// <summary>What whoever asks knows of a node.</summary>
/// <param name="address">Where it is.</param>
internal sealed class NodeRecord(Address address)
{
    /// <summary>Where it is.</summary>
    internal Address Address { get; } = address;

    /// <summary>The actor of it that takes part; null before it has answered.</summary>
    internal IActorRef? Actor { get; set; }

    /// <summary>Its workers.</summary>
    internal List<AskerSession> Sessions { get; } = [];

    /// <summary>Why it takes no part; null when it does, or has not answered.</summary>
    internal string? Refusal { get; set; }

    /// <summary>Whether it is gone.</summary>
    internal bool IsLost { get; set; }

    /// <summary>Whether all of its workers can begin.</summary>
    internal bool IsReady => Actor is not null && !IsLost && Sessions.All(session => session.Actor is not null);

    /// <summary>How often a worker of it had to begin anew because something was wrong.</summary>
    internal int Troubles { get; set; }

    /// <summary>How many units of it were counted.</summary>
    internal long Units { get; set; }

    /// <summary>How many runs or states came from it first.</summary>
    internal long Counted { get; set; }

    /// <summary>How long it worked.</summary>
    internal double Seconds { get; set; }

    /// <summary>For the report.</summary>
    internal NodeDeeds Deeds => new(
        SearchCluster.TextOf(Address), Sessions.Count, Units, Counted, Seconds, IsLost, Refusal);
}
