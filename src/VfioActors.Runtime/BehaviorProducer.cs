using Akka.Actor;

namespace VfioActors.Runtime;

/// <summary>Makes the actor of one shell.</summary>
internal sealed class BehaviorProducer(Shell shell, Steps steps) : IIndirectActorProducer
{
    public Type ActorType => typeof(BehaviorActor);

    public ActorBase Produce() => new BehaviorActor(shell, steps);

    public void Release(ActorBase actor)
    {
    }
}
