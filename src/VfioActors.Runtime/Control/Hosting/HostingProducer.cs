using Akka.Actor;

namespace VfioActors.Runtime.Control.Hosting;

/// <summary>Makes actors that take the steps of behaviours.</summary>
internal sealed class HostingProducer(ActorHost host) : IIndirectActorProducer
{
    public Type ActorType => typeof(HostingActor);

    public ActorBase Produce() => new HostingActor(host);

    public void Release(ActorBase actor)
    {
    }
}
