using System.Runtime.CompilerServices;

namespace VfioActors.Behaviors;

/// <summary>A message on its way, with who sent it to whom, why, and for which operation.</summary>
public readonly struct Envelope
{
    private readonly Payload _payload;

    private Envelope(MessageKind kind, ActorId from, ActorId to, OperationId operation, int cause)
    {
        Kind = kind;
        From = from;
        To = to;
        Operation = operation;
        Cause = cause;
    }

    private Envelope(in Envelope other, OperationId operation, int cause)
    {
        this = other;
        Operation = operation;
        Cause = cause;
    }

    /// <summary>The cause of what was sent at the start, before the first step.</summary>
    public const int Unsent = -1;

    /// <summary>What sort of message it is.</summary>
    public MessageKind Kind { get; }

    /// <summary>Who sent it; <see cref="ActorId.Nobody"/> for an answer of the host.</summary>
    public ActorId From { get; }

    /// <summary>Who shall hear it.</summary>
    public ActorId To { get; }

    /// <summary>The client operation that it serves.</summary>
    public OperationId Operation { get; }

    /// <summary>The number of the step that sent it, from 0; <see cref="Unsent"/> when sent at the start.</summary>
    /// <remarks>It is history, for people: no behaviour and no claim about single steps looks at it.</remarks>
    public int Cause { get; }

    /// <summary>
    /// The fingerprint of what the receiver can see: kind, fields, sender and operation, not the cause, which is
    /// history.
    /// </summary>
    public ulong Fingerprint =>
        Behaviors.Fingerprint.Mix(Kind.Hash(in _payload), ((ulong)(uint)From.Value << 32) | (uint)Operation.Value);

    /// <summary>Puts a message into an envelope that serves no operation and was sent at the start.</summary>
    public static Envelope Of<T>(ActorId from, ActorId to, in T message)
        where T : unmanaged, IMessage => Of(from, to, OperationId.None, Unsent, in message);

    /// <summary>Puts a message into an envelope.</summary>
    public static Envelope Of<T>(ActorId from, ActorId to, OperationId operation, int cause, in T message)
        where T : unmanaged, IMessage
    {
        Envelope envelope = new(MessageKindOf<T>.Instance, from, to, operation, cause);
        if (!MessageKindOf<T>.Instance.IsEmpty)
        {
            Unsafe.As<Payload, T>(ref Unsafe.AsRef(in envelope._payload)) = message;
        }

        return envelope;
    }

    /// <summary>
    /// The same message, serving <paramref name="operation"/> and sent by step <paramref name="cause"/>.
    /// </summary>
    public Envelope Serving(OperationId operation, int cause) => new(in this, operation, cause);

    /// <summary>Whether this holds a message of the type.</summary>
    public bool Is<T>()
        where T : unmanaged, IMessage => ReferenceEquals(Kind, MessageKindOf<T>.Instance);

    /// <summary>Whether this holds a message of the type, and if so the message.</summary>
    public bool Is<T>(out T message)
        where T : unmanaged, IMessage
    {
        var fits = ReferenceEquals(Kind, MessageKindOf<T>.Instance);
        message = fits ? Unsafe.As<Payload, T>(ref Unsafe.AsRef(in _payload)) : default;
        return fits;
    }

    /// <summary>The message.</summary>
    /// <exception cref="InvalidCastException">It is of another kind.</exception>
    public T Read<T>()
        where T : unmanaged, IMessage =>
        Is<T>(out var message) ? message
            : throw new InvalidCastException($"{Kind.Name} is no {MessageKindOf<T>.Instance.Name}");
}
