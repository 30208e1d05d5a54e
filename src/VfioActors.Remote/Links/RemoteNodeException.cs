namespace VfioActors.Remote.Links;

/// <summary>Another node did not say who an actor is: it cannot be reached, or has no such topology.</summary>
public sealed class RemoteNodeException : Exception
{
    /// <summary>Without a reason.</summary>
    public RemoteNodeException()
    {
    }

    /// <param name="message">Which node, and what it did not do.</param>
    public RemoteNodeException(string message)
        : base(message)
    {
    }

    /// <param name="message">Which node, and what it did not do.</param>
    /// <param name="inner">What happened.</param>
    public RemoteNodeException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
