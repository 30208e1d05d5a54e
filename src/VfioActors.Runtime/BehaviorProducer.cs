using Akka.Actor;

namespace VfioActors.Runtime;

/// <summary>
/// Makes the actors of one system, each for the shell of its name: one object and one set of properties serve them all.
/// </summary>
internal sealed class BehaviorProducer(Func<string, Shell> find, Steps steps) : IIndirectActorProducer
{
    public Type ActorType => typeof(BehaviorActor);

    public ActorBase Produce() => new BehaviorActor(find, steps);

    public void Release(ActorBase actor)
    {
    }
}
