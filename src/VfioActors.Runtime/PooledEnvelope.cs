using Akka.Actor;

namespace VfioActors.Runtime;

/// <summary>What travels between actors that carry behaviours: one envelope.</summary>
/// <remarks>
/// A plain object. An actor outside the tree that stands for one of the topology gets and sends these; those that go
/// between actors of the tree are links of the queues that they wait in, and are used again.
/// </remarks>
public sealed class PooledEnvelope
{
    private Behaviors.Envelope _envelope;
    private PooledEnvelope? _next;
    private object? _foreign;
    private IActorRef? _sender;

    /// <param name="envelope">The message with who sent it to whom.</param>
    public PooledEnvelope(in Behaviors.Envelope envelope) => _envelope = envelope;

    /// <summary>An envelope that nobody else has.</summary>
    internal PooledEnvelope() => IsOurs = true;

    /// <summary>The message with who sent it to whom.</summary>
    public ref readonly Behaviors.Envelope Envelope => ref _envelope;

    /// <summary>Whether it was made here for one receiver, so that it may be a link of its queue.</summary>
    internal bool IsOurs { get; private set; }

    /// <summary>Whether it holds something that others have too.</summary>
    internal bool IsForeign => _foreign is not null;

    /// <summary>The envelope behind it in its queue.</summary>
    internal PooledEnvelope? Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }

    /// <summary>Something that others have too, to wait among envelopes.</summary>
    internal static PooledEnvelope Foreign(object message) => new() { _foreign = message };

    /// <summary>Fills an envelope that is ours.</summary>
    internal PooledEnvelope With(in Behaviors.Envelope envelope)
    {
        _envelope = envelope;
        return this;
    }

    /// <summary>It goes into a queue, the only one that it is ever in until it is used again.</summary>
    internal void Post(IActorRef sender) => (IsOurs, _sender) = (false, sender);

    /// <summary>It is taken out of its queue.</summary>
    /// <returns>What was sent.</returns>
    internal Akka.Actor.Envelope Open() => new(_foreign ?? this, _sender!);

    /// <summary>It was taken and read: nobody knows it any more.</summary>
    internal void Clear()
    {
        IsOurs = true;
        (_foreign, _sender, _next) = (null, null, null);
    }
}
