namespace VfioActors.Cluster.Fleets;

/// <summary>What can befall a node.</summary>
public enum NodeFaultKind
{
    /// <summary>Its process is killed: what it had is lost.</summary>
    Kill,

    /// <summary>Its links to all others are cut for good: both sides live on, each for itself.</summary>
    Cut,
}
