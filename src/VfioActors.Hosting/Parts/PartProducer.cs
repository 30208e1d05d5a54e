using Akka.Actor;

namespace VfioActors.Hosting.Parts;

/// <summary>Makes the actor of a part.</summary>
/// <param name="make">Makes it.</param>
internal sealed class PartProducer(Func<PartActor> make) : IIndirectActorProducer
{
    public Type ActorType => typeof(PartActor);

    public ActorBase Produce() => make();

    public void Release(ActorBase actor)
    {
    }
}
