using Akka.Actor;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>Makes an actor with the code that somebody wrote: nothing is compiled or looked up for it.</summary>
internal sealed class WrittenProducer<TActor>(Func<TActor> make) : IIndirectActorProducer
    where TActor : ActorBase
{
    public Type ActorType => typeof(TActor);

    public ActorBase Produce() => make();

    public void Release(ActorBase actor)
    {
    }
}
