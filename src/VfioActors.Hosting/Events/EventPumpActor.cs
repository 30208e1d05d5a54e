using Akka.Actor;

namespace VfioActors.Hosting.Events;

/// <summary>Hands one actor events, as many as it has asked for.</summary>
internal sealed class EventPumpActor(VfioEvents events, IActorRef listener) : ActorBase
{
    private readonly VfioEventSubscription _subscription = events.Subscribe();
    private long _asked;
    private bool _waits;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case RequestEvents request: _asked += Math.Max(0, request.Count); break;
            case VfioEvent happened:
                (_waits, _asked) = (false, _asked - 1);
                listener.Tell(happened, Context.Parent);
                break;
            default: return false;
        }

        if (_waits || _asked == 0) { return true; }
        _waits = true;
        _subscription.NextAsync().AsTask().PipeTo(Self, success: next => next ?? (object)PoisonPill.Instance);
        return true;
    }

    protected override void PostStop() => _subscription.Dispose();
}
