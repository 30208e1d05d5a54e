using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors;

/// <summary>A message on its way, with who sent it to whom, why, and for which operation.</summary>
public struct Envelope
{
    private int _kind;
    private ActorId _from;
    private ActorId _to;
    private OperationId _operation;
    private int _cause;
    private Payload _payload;

    /// <summary>The cause of what was sent at the start, before the first step.</summary>
    public const int Unsent = -1;

    /// <summary>
    /// The cause of what no step of the run sent: a host said it for somebody who is gone. What is recorded of its
    /// receiver ends before it.
    /// </summary>
    public const int Beyond = -2;

    /// <summary>What sort of message it is.</summary>
    public readonly MessageKind Kind => MessageKind.Of(_kind);

    /// <summary>Who sent it; <see cref="ActorId.Nobody"/> for an answer of the host.</summary>
    public readonly ActorId From => _from;

    /// <summary>Who shall hear it.</summary>
    public readonly ActorId To => _to;

    /// <summary>The client operation that it serves.</summary>
    public readonly OperationId Operation => _operation;

    /// <summary>The number of the step that sent it, from 0; <see cref="Unsent"/> when sent at the start.</summary>
    /// <remarks>It is history, for people: no behaviour and no claim about single steps looks at it.</remarks>
    public readonly int Cause => _cause;

    /// <summary>
    /// The fingerprint of what the receiver can see: kind, fields, sender and operation, not the cause, which is
    /// history.
    /// </summary>
    public readonly ulong Fingerprint =>
        Behaviors.Values.Fingerprint.Mix(
            Kind.Hash(in _payload), ((ulong)(uint)From.Value << 32) | (uint)Operation.Value);

    /// <summary>The fingerprint that it would have with other numbers.</summary>
    public readonly ulong Renamed(Renaming renaming)
    {
        var from = renaming.Of(typeof(ActorId), From.Value);
        var operation = renaming.Of(typeof(OperationId), Operation.Value);
        return Behaviors.Values.Fingerprint.Mix(
            Kind.Hash(Kind.Renamed(in _payload, renaming)), ((ulong)(uint)from << 32) | (uint)operation);
    }

    /// <summary>The number of the kind, within this process.</summary>
    internal readonly int KindNumber => _kind;

    /// <summary>The words of the message.</summary>
    [UnscopedRef]
    internal readonly ref readonly Payload Words => ref _payload;

    /// <summary>The message, of a kind that was looked at.</summary>
    [UnscopedRef]
    internal readonly ref readonly T As<T>()
        where T : unmanaged, IMessage => ref Unsafe.As<Payload, T>(ref Unsafe.AsRef(in _payload));

    /// <summary>Puts a message into an envelope that serves no operation and was sent at the start.</summary>
    public static Envelope Of<T>(ActorId from, ActorId to, in T message)
        where T : unmanaged, IMessage => Of(from, to, OperationId.None, Unsent, in message);

    /// <summary>Puts a message into an envelope.</summary>
    public static Envelope Of<T>(ActorId from, ActorId to, OperationId operation, int cause, in T message)
        where T : unmanaged, IMessage
    {
        Unsafe.SkipInit(out Envelope envelope);
        envelope.Write(from, to, operation, cause, in message);
        return envelope;
    }

    /// <summary>Puts the words of a message of a kind into an envelope that was sent at the start.</summary>
    internal static Envelope Of(MessageKind kind, ActorId from, ActorId to, OperationId operation, in Payload words) =>
        new()
        {
            _kind = kind.Number,
            _from = from,
            _to = to,
            _operation = operation,
            _cause = Unsent,
            _payload = words,
        };

    /// <summary>
    /// The same message, serving <paramref name="operation"/> and sent by step <paramref name="cause"/>.
    /// </summary>
    public readonly Envelope Serving(OperationId operation, int cause)
    {
        var serving = this;
        (serving._operation, serving._cause) = (operation, cause);
        return serving;
    }

    /// <summary>Whether this holds a message of the type.</summary>
    public readonly bool Is<T>()
        where T : unmanaged, IMessage => _kind == MessageKindOf<T>.Code;

    /// <summary>Whether this holds a message of the type, and if so the message.</summary>
    public readonly bool Is<T>(out T message)
        where T : unmanaged, IMessage
    {
        var fits = _kind == MessageKindOf<T>.Code;
        message = fits ? Unsafe.As<Payload, T>(ref Unsafe.AsRef(in _payload)) : default;
        return fits;
    }

    /// <summary>The message.</summary>
    /// <exception cref="InvalidCastException">It is of another kind.</exception>
    public readonly T Read<T>()
        where T : unmanaged, IMessage =>
        Is<T>(out var message) ? message
            : throw new InvalidCastException($"{Kind.Name} is no {MessageKindOf<T>.Instance.Name}");

    /// <summary>Fills in all of it where it is: a copy made at once would wait for what was just written.</summary>
    internal void Write<T>(ActorId from, ActorId to, OperationId operation, int cause, in T message)
        where T : unmanaged, IMessage
    {
        _kind = MessageKindOf<T>.Code;
        _from = from;
        _to = to;
        _operation = operation;
        _cause = cause;
        _payload = default;
        if (!MessageKindOf<T>.Instance.IsEmpty) { Unsafe.As<Payload, T>(ref _payload) = message; }
    }
}
