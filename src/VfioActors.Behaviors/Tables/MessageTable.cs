using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Tables;

/// <summary>
/// The table of contents of a behaviour: which method answers to which kind of message. It is declared once, when the
/// behaviour is made, and looked up by the number of the kind: a step costs the same however long the table is.
/// </summary>
/// <typeparam name="TState">What the actor owns.</typeparam>
public sealed class MessageTable<TState>
    where TState : State
{
    private readonly List<MessageKind> _heard = [];
    private readonly List<MessageKind> _said = [];
    private Arm?[] _arms = new Arm?[16];
    private (ulong Kind, Arm Arm)[] _kept = [];

    /// <summary>What a method does with a message.</summary>
    /// <typeparam name="T">The kind of message.</typeparam>
    public delegate void Handler<T>(TState state, in T message, Outbox outbox)
        where T : unmanaged, IMessage;

    /// <summary>What a method does with a message that it answers, or whose sender it looks at.</summary>
    /// <typeparam name="T">The kind of message.</typeparam>
    public delegate void Replier<T>(TState state, in T message, ActorId from, Outbox outbox)
        where T : unmanaged, IMessage;

    /// <summary>The kinds that are heard, in the order of the table.</summary>
    public IReadOnlyList<MessageKind> Heard => _heard;

    /// <summary>The kinds that the actor says to others and never hears, by the word of its table.</summary>
    public IReadOnlyList<MessageKind> Said => _said;

    /// <summary>Says who answers to a kind of message.</summary>
    /// <exception cref="ArgumentException">Somebody does already.</exception>
    public MessageTable<TState> On<T>(Handler<T> handler)
        where T : unmanaged, IMessage => Add<T>(new HandlerArm<T>(handler));

    /// <summary>Says who answers to a kind of message.</summary>
    /// <exception cref="ArgumentException">Somebody does already.</exception>
    public MessageTable<TState> On<T>(Replier<T> handler)
        where T : unmanaged, IMessage => Add<T>(new ReplierArm<T>(handler));

    /// <summary>Says who answers to a kind of message when all that counts is that it came.</summary>
    /// <exception cref="ArgumentException">Somebody does already.</exception>
    public MessageTable<TState> On<T>(Action<TState, Outbox> handler)
        where T : unmanaged, IMessage => On((TState state, in T _, Outbox outbox) => handler(state, outbox));

    /// <summary>Says who answers to a kind of message when all that counts is who sent it.</summary>
    /// <exception cref="ArgumentException">Somebody does already.</exception>
    public MessageTable<TState> On<T>(Action<TState, ActorId, Outbox> handler)
        where T : unmanaged, IMessage =>
        On((TState state, in T _, ActorId from, Outbox outbox) => handler(state, from, outbox));

    /// <summary>Says that messages of a kind go to others, by the same protocol, and are never heard here.</summary>
    public MessageTable<TState> Says<T>()
        where T : unmanaged, IMessage
    {
        _said.Add(MessageKind.Of<T>());
        return this;
    }

    /// <summary>Whether a message is in the table.</summary>
    public bool Hears(in Envelope envelope) => ArmOf(in envelope) is not null;

    /// <summary>One step: the method that answers to the message does.</summary>
    /// <exception cref="BrokenPromiseException">No method answers to it.</exception>
    public void Receive(TState state, in Envelope envelope, Outbox outbox)
    {
        var arm = ArmOf(in envelope) ?? throw Ensure.Unheard(in envelope);
        arm.Receive(state, in envelope, outbox);
    }

    /// <summary>The method that answers to a message does, now that its turn has come.</summary>
    /// <exception cref="BrokenPromiseException">No method answers to it.</exception>
    public void Receive(TState state, in KeptMessage message, Outbox outbox)
    {
        var (low, high, kind) = (0, _kept.Length - 1, message.Kind);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            ref readonly var entry = ref _kept[middle];
            if (entry.Kind == kind)
            {
                entry.Arm.Receive(state, in message, outbox);
                return;
            }

            if (entry.Kind < kind) { low = middle + 1; }
            else { high = middle - 1; }
        }

        throw new BrokenPromiseException("only what is in the table waits");
    }

    private Arm? ArmOf(in Envelope envelope)
    {
        var (arms, number) = (_arms, envelope.KindNumber);
        return (uint)number < (uint)arms.Length ? arms[number] : null;
    }

    private MessageTable<TState> Add<T>(Arm arm)
        where T : unmanaged, IMessage
    {
        var kind = MessageKind.Of<T>();
        if (_heard.Contains(kind)) { throw new ArgumentException($"{kind.Name} is in the table already"); }
        _heard.Add(kind);
        if (kind.Number >= _arms.Length) { Array.Resize(ref _arms, kind.Number + 16); }
        _arms[kind.Number] = arm;
        _kept = [.. _kept.Append((kind.Salt, arm)).OrderBy(entry => entry.Item1)];
        return this;
    }

    /// <summary>One line of the table.</summary>
    private abstract class Arm
    {
        internal abstract void Receive(TState state, in Envelope envelope, Outbox outbox);

        internal abstract void Receive(TState state, in KeptMessage message, Outbox outbox);
    }

    private sealed class HandlerArm<T>(Handler<T> handler) : Arm
        where T : unmanaged, IMessage
    {
        internal override void Receive(TState state, in Envelope envelope, Outbox outbox) =>
            handler(state, in envelope.As<T>(), outbox);

        internal override void Receive(TState state, in KeptMessage message, Outbox outbox) =>
            handler(state, message.Read<T>(), outbox);
    }

    private sealed class ReplierArm<T>(Replier<T> handler) : Arm
        where T : unmanaged, IMessage
    {
        internal override void Receive(TState state, in Envelope envelope, Outbox outbox) =>
            handler(state, in envelope.As<T>(), envelope.From, outbox);

        internal override void Receive(TState state, in KeptMessage message, Outbox outbox) =>
            handler(state, message.Read<T>(), message.From, outbox);
    }
}
