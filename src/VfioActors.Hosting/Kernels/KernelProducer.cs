using Akka.Actor;
using VfioActors.Runtime;

namespace VfioActors.Hosting.Kernels;

/// <summary>Makes the parent of all actors.</summary>
internal sealed class KernelProducer(
    KernelPlan plan, BehaviorSystemOptions options, TaskCompletionSource<BehaviorSystem> ready) : IIndirectActorProducer
{
    public Type ActorType => typeof(KernelActor);

    public ActorBase Produce() => new KernelActor(plan, options, ready);

    public void Release(ActorBase actor)
    {
    }
}
