using Akka.Actor;

namespace VfioActors.Runtime.Control;

/// <summary>The parent of all controlled actors: makes and stops them when it is told to.</summary>
internal sealed class ControlHost(TaskCompletionSource<ControlQueue> ready) : ActorBase
{
    protected override void PreStart()
    {
        var cell = (ActorCell)Context;
        var queue = (ControlQueue)cell.Mailbox.MessageQueue;
        queue.BelongTo(cell, cell.Mailbox);
        ready.SetResult(queue);
    }

    protected override bool Receive(object message)
    {
        if (message is not Action<IActorContext> act) { return false; }
        act(Context);
        return true;
    }
}
