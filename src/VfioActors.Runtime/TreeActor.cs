using Akka.Actor;
using Akka.Event;

namespace VfioActors.Runtime;

/// <summary>
/// The parent of all actors of one <see cref="BehaviorSystem"/>. A child that fails is stopped and never started again:
/// its state would be lost. What is sent to a stopped one counts as done with.
/// </summary>
internal sealed class TreeActor(BehaviorSystem system, TaskCompletionSource ready) : ActorBase
{
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
        try
        {
            system.Plant(Context);
            ready.SetResult();
        }
        catch (Exception failure)
        {
            ready.SetException(failure);
            throw;
        }
    }

    protected override bool Receive(object message)
    {
        if (message is DeadLetter { Message: PooledEnvelope pooled } dead && system.Owns(pooled, dead.Recipient))
        {
            system.CountDead();
        }

        return true;
    }

    protected override SupervisorStrategy SupervisorStrategy() => SupervisorStrategies.Stop;

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private static class SupervisorStrategies
    {
        internal static SupervisorStrategy Stop { get; } = new OneForOneStrategy(_ => Directive.Stop);
    }
}
