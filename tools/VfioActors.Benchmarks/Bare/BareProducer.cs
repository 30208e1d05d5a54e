using Akka.Actor;

namespace VfioActors.Benchmarks.Bare;

/// <summary>Makes an actor that holds more than a message could carry.</summary>
internal sealed class BareProducer(Func<ActorBase> make) : IIndirectActorProducer
{
    public Type ActorType => typeof(BareClient);

    public ActorBase Produce() => make();

    public void Release(ActorBase actor)
    {
    }
}
