namespace VfioActors.Cluster.Orders;

/// <summary>What a node is told to do.</summary>
internal enum NodeTask
{
    /// <summary>To start its actor system.</summary>
    Start,

    /// <summary>To join the cluster, and to wait until all members are up and have regions.</summary>
    Join,

    /// <summary>To have the machines placed.</summary>
    Place,

    /// <summary>To say which machines it has.</summary>
    Own,

    /// <summary>To start its actors.</summary>
    Go,

    /// <summary>To say how far it is.</summary>
    Look,

    /// <summary>To have its clients halt.</summary>
    Halt,

    /// <summary>To have its clients leave what is never taken back.</summary>
    GiveUp,

    /// <summary>To cut its links to others: nothing goes there or comes from there any more.</summary>
    Cut,

    /// <summary>To tell the cluster that others are down.</summary>
    Down,

    /// <summary>To say what its clients have, at rest.</summary>
    Books,

    /// <summary>To judge what it has, at rest, and to end its recording.</summary>
    Judge,

    /// <summary>To end.</summary>
    End,
}
