using Akka.Actor;

namespace VfioActors.Cluster.Nodes;

/// <summary>Makes the gate of a node.</summary>
internal sealed class GateProducer(NodeDesk desk) : IIndirectActorProducer
{
    public Type ActorType => typeof(GateActor);

    public ActorBase Produce() => new GateActor(desk);

    public void Release(ActorBase actor)
    {
    }
}
