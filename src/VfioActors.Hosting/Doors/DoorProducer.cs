using Akka.Actor;

namespace VfioActors.Hosting.Doors;

/// <summary>Makes one door.</summary>
internal sealed class DoorProducer(DoorOptions options) : IIndirectActorProducer
{
    public Type ActorType => typeof(DoorActor);

    public ActorBase Produce() => new DoorActor(options);

    public void Release(ActorBase actor)
    {
    }
}
