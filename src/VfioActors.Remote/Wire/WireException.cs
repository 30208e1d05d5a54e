using System.Runtime.Serialization;

namespace VfioActors.Remote.Wire;

/// <summary>
/// What came from another node is no message of ours, or what was to go there cannot: the text says what is wrong and
/// what is accepted. Akka.NET logs it, drops the message and keeps the link.
/// </summary>
public sealed class WireException : SerializationException
{
    /// <summary>Without a reason.</summary>
    public WireException()
    {
    }

    /// <param name="message">What is wrong, and what is accepted.</param>
    public WireException(string message)
        : base(message)
    {
    }

    /// <param name="message">What is wrong, and what is accepted.</param>
    /// <param name="inner">What found it.</param>
    public WireException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
