using Akka.Actor;
using VfioActors.Behaviors;

namespace VfioActors.Cluster.Nodes;

/// <summary>Makes who gives back in the place of a client that is gone.</summary>
internal sealed class HeirProducer(Cell cell, NodePost post) : IIndirectActorProducer
{
    public Type ActorType => typeof(HeirActor);

    public ActorBase Produce() => new HeirActor(cell, post);

    public void Release(ActorBase actor)
    {
    }
}
