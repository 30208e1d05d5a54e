using System.Runtime.CompilerServices;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Tables;

/// <summary>
/// A message that a <see cref="State"/> keeps until its turn comes, with who sent it and for which operation: a call
/// that waits for a lock. It names its kind by a fingerprint of the name, so that equal states are equal in every
/// process.
/// </summary>
public readonly struct KeptMessage : IRenamed<KeptMessage>
{
    private readonly ulong _kind;
    private readonly ActorId _from;
    private readonly OperationId _operation;
    private readonly Payload _payload;

    private KeptMessage(ulong kind, ActorId from, OperationId operation, in Payload payload)
    {
        _kind = kind;
        _from = from;
        _operation = operation;
        _payload = payload;
    }

    /// <summary>Keeps what an envelope holds; not why it was sent, which is history.</summary>
    public KeptMessage(in Envelope envelope)
        : this(envelope.Kind.Salt, envelope.From, envelope.Operation, in envelope.Words)
    {
    }

    /// <summary>Whether there is a message at all.</summary>
    public bool IsSome => _kind != 0;

    /// <summary>Who sent it.</summary>
    public ActorId From => _from;

    /// <summary>The operation that it serves.</summary>
    public OperationId Operation => _operation;

    /// <summary>The fingerprint of its kind's name; 0 when there is no message.</summary>
    internal ulong Kind => _kind;

    /// <summary>A message that nobody sent: an actor leaves it to itself, to go on with something later.</summary>
    /// <param name="from">For whom it goes on.</param>
    /// <param name="operation">The operation that it serves.</param>
    public static KeptMessage Of<T>(ActorId from, OperationId operation, in T message)
        where T : unmanaged, IMessage => new(Envelope.Of(from, from, operation, Envelope.Unsent, in message));

    /// <summary>The message in an envelope again, on its way from who sent it.</summary>
    /// <param name="to">Who hears it.</param>
    /// <param name="cause">The step that has it heard.</param>
    internal Envelope Opened(ActorId to, int cause)
    {
        var kind = MessageKind.WithSalt(_kind) ?? throw new BrokenPromiseException("what is kept was a message");
        return Envelope.Of(kind, _from, to, _operation, in _payload).Serving(_operation, cause);
    }

    /// <inheritdoc/>
    KeptMessage IRenamed<KeptMessage>.Renamed(Renaming renaming)
    {
        if (!IsSome) { return this; }
        var kind = MessageKind.WithSalt(_kind) ?? throw new BrokenPromiseException("what is kept was a message");
        return new(
            _kind, new(renaming.Of(typeof(ActorId), _from.Value)),
            new(renaming.Of(typeof(OperationId), _operation.Value)), kind.Renamed(in _payload, renaming));
    }

    /// <summary>Whether it is of a kind.</summary>
    public bool Is<T>()
        where T : unmanaged, IMessage => _kind == MessageKindOf<T>.Instance.Salt;

    /// <summary>Whether it is of a kind, and if so the message.</summary>
    public bool Is<T>(out T message)
        where T : unmanaged, IMessage
    {
        var fits = Is<T>();
        message = fits ? Unsafe.As<Payload, T>(ref Unsafe.AsRef(in _payload)) : default;
        return fits;
    }

    /// <summary>The message.</summary>
    /// <exception cref="BrokenPromiseException">It is of another kind.</exception>
    public T Read<T>()
        where T : unmanaged, IMessage
    {
        Ensure.That(Is<T>(out var message), "what is kept is read as what it is");
        return message;
    }
}
