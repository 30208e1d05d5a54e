using Akka.Actor;
using VfioActors.Remote.Configurations;

namespace VfioActors.Remote.Links;

/// <summary>Makes what stands for the parent of all actors of another node.</summary>
internal sealed class RemoteKernelProducer(ActorPath root, RemoteSettings settings) : IIndirectActorProducer
{
    public Type ActorType => typeof(RemoteKernelActor);

    public ActorBase Produce() => new RemoteKernelActor(root, settings);

    public void Release(ActorBase actor)
    {
    }
}
