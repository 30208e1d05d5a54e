using System.Runtime.CompilerServices;

namespace VfioActors.Behaviors;

/// <summary>A message on its way, with who sent it to whom, why, and for which operation.</summary>
public readonly struct Envelope
{
    private readonly MessageKind _kind;
    private readonly Way _way;
    private readonly Payload _payload;

    private Envelope(MessageKind kind, Way way)
    {
        _kind = kind;
        _way = way;
    }

    private Envelope(in Envelope other, OperationId operation, int cause)
    {
        this = other;
        _way = _way with { Operation = operation, Cause = cause };
    }

    /// <summary>The cause of what was sent at the start, before the first step.</summary>
    public const int Unsent = -1;

    /// <summary>What sort of message it is.</summary>
    public MessageKind Kind => _kind;

    /// <summary>Who sent it; <see cref="ActorId.Nobody"/> for an answer of the host.</summary>
    public ActorId From => _way.From;

    /// <summary>Who shall hear it.</summary>
    public ActorId To => _way.To;

    /// <summary>The client operation that it serves.</summary>
    public OperationId Operation => _way.Operation;

    /// <summary>The number of the step that sent it, from 0; <see cref="Unsent"/> when sent at the start.</summary>
    /// <remarks>It is history, for people: no behaviour and no claim about single steps looks at it.</remarks>
    public int Cause => _way.Cause;

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
        Envelope envelope = new(MessageKindOf<T>.Instance, new(from, to, operation, cause));
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

    /// <summary>For hosts: copies the envelope into a place that is kept, such as an array.</summary>
    /// <remarks>
    /// Piece by piece: as a whole the runtime copies it word by word, because there is an object in it, and that takes
    /// several times as long.
    /// </remarks>
    public void CopyTo(ref Envelope target)
    {
        Unsafe.AsRef(in target._kind) = _kind;
        Unsafe.AsRef(in target._way) = _way;
        Unsafe.AsRef(in target._payload) = _payload;
    }

    /// <summary>Makes an envelope where it is kept.</summary>
    internal static void Write<T>(ref Envelope target, Way way, in T message)
        where T : unmanaged, IMessage
    {
        Unsafe.AsRef(in target._kind) = MessageKindOf<T>.Instance;
        Unsafe.AsRef(in target._way) = way;
        ref var payload = ref Unsafe.AsRef(in target._payload);
        payload = default;
        if (!MessageKindOf<T>.Instance.IsEmpty) { Unsafe.As<Payload, T>(ref payload) = message; }
    }

    /// <summary>Who sends to whom, for which operation and why.</summary>
    internal readonly record struct Way(ActorId From, ActorId To, OperationId Operation, int Cause);
}
