using Akka.Actor;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Control.Systems;

/// <summary>Makes the parent of all controlled actors.</summary>
internal sealed class ControlHostProducer(TaskCompletionSource<ControlQueue> ready) : IIndirectActorProducer
{
    public Type ActorType => typeof(ControlHost);

    public ActorBase Produce() => new ControlHost(ready);

    public void Release(ActorBase actor)
    {
    }
}
