using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Runtime.Dispatch;

namespace VfioActors.Remote.Wire;

/// <summary>How messages of one kind travel.</summary>
internal abstract class WireKind(string name, WireLayout layout)
{
    /// <summary>The name that traces carry too: <c>Container.Map</c>.</summary>
    internal string Name => name;

    /// <summary>Its numbers.</summary>
    internal WireLayout Layout => layout;

    /// <summary>Writes a message.</summary>
    internal abstract void Write(ref WireWriter writer, object message);

    /// <summary>Reads a message.</summary>
    internal abstract object Read(ref WireReader reader);

    /// <summary>Writes the message in an envelope.</summary>
    internal abstract void WriteFrom(ref WireWriter writer, in Envelope envelope);

    /// <summary>Reads a message into an envelope.</summary>
    internal abstract PooledEnvelope ReadInto(
        ref WireReader reader, ActorId from, ActorId to, OperationId operation, int cause);

    /// <summary>The same message with another error, in its field of that name; null when it has none.</summary>
    internal abstract object? WithError(object message, int error);
}
