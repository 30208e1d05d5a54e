using Akka.Actor;

namespace VfioActors.Cluster.Nodes;

/// <summary>Makes what stands for a machine in the cluster.</summary>
internal sealed class MachineProducer(string name, NodeDesk desk) : IIndirectActorProducer
{
    public Type ActorType => typeof(MachineActor);

    public ActorBase Produce() => new MachineActor(name, desk);

    public void Release(ActorBase actor)
    {
    }
}
