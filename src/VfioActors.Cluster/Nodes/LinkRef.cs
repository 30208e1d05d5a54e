using Akka.Actor;
using VfioActors.Runtime.Dispatch;

namespace VfioActors.Cluster.Nodes;

/// <summary>Stands on a node for the actors of others: what is sent to it goes there as a letter.</summary>
internal sealed class LinkRef(ActorPath path, IActorRefProvider provider, Action<PooledEnvelope> send) : MinimalActorRef
{
    public override ActorPath Path => path;

    public override IActorRefProvider Provider => provider;

    /// <summary>On the thread of the sender, whose own state may be looked at.</summary>
    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is PooledEnvelope pooled) { send(pooled); }
    }
}
