namespace VfioActors.Cluster.Fleets;

/// <summary>A node of a storm ended, or could not go on, and nobody had asked it to.</summary>
public sealed class NodeEndedException : Exception
{
    /// <summary>Without a reason.</summary>
    public NodeEndedException()
    {
    }

    /// <param name="message">Which node, and how.</param>
    public NodeEndedException(string message)
        : base(message)
    {
    }

    /// <param name="message">Which node, and how.</param>
    /// <param name="inner">What happened.</param>
    public NodeEndedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
