using Akka.Actor;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Control.Systems;

/// <summary>The parent of all controlled actors: makes and stops them when it is told to.</summary>
internal sealed class ControlHost(TaskCompletionSource<ControlQueue> ready) : ActorBase
{
    protected override void PreStart()
    {
        ready.SetResult(ControlQueue.Of((ActorCell)Context));
    }

    protected override bool Receive(object message)
    {
        if (message is not Action<IActorContext> act) { return false; }
        act(Context);
        return true;
    }
}
