using Akka.Actor;

namespace VfioActors.Remote.Links;

/// <summary>Makes what stands for one door of another node.</summary>
internal sealed class RemoteDoorProducer(IActorRef door, TimeSpan retry) : IIndirectActorProducer
{
    public Type ActorType => typeof(RemoteDoorActor);

    public ActorBase Produce() => new RemoteDoorActor(door, retry);

    public void Release(ActorBase actor)
    {
    }
}
