using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace VfioActors.Runtime.Dispatch;

/// <summary>
/// The mailbox type of actors that carry behaviours; chosen by HOCON. Unbounded: the actors' protocols bound it.
/// </summary>
public sealed class PooledEnvelopeMailbox : MailboxType, IProducesMessageQueue<PooledEnvelopeQueue>
{
    /// <summary>Called by Akka.NET.</summary>
    public PooledEnvelopeMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new PooledEnvelopeQueue();
}
