using Akka.Actor;

namespace VfioActors.Runtime;

/// <summary>Makes the parent of all actors of one system.</summary>
internal sealed class TreeProducer(BehaviorSystem system, TaskCompletionSource ready) : IIndirectActorProducer
{
    public Type ActorType => typeof(TreeActor);

    public ActorBase Produce() => new TreeActor(system, ready);

    public void Release(ActorBase actor)
    {
    }
}
