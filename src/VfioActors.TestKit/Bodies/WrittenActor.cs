using Akka.Actor;

namespace VfioActors.TestKit.Bodies;

/// <summary>Makes an actor with the code that a test wrote down.</summary>
internal sealed class WrittenActor<TActor>(Func<TActor> make) : IIndirectActorProducer
    where TActor : ActorBase
{
    public Type ActorType => typeof(TActor);

    public ActorBase Produce() => make();

    public void Release(ActorBase actor)
    {
    }
}
