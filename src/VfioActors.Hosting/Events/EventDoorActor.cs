using Akka.Actor;

namespace VfioActors.Hosting.Events;

/// <summary>Has a child for each actor that listens.</summary>
internal sealed class EventDoorActor(VfioEvents events) : ActorBase
{
    private readonly Dictionary<IActorRef, IActorRef> _pumps = [];

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case RequestEvents request: PumpOf(Sender).Tell(request, Sender); break;
            case StopEvents: End(Sender); break;
            case Terminated gone: End(gone.ActorRef); break;
            default: return false;
        }

        return true;
    }

    private IActorRef PumpOf(IActorRef listener)
    {
        if (_pumps.TryGetValue(listener, out var pump)) { return pump; }
        Context.Watch(listener);
        return _pumps[listener] = Context.ActorOf(Props.Create(() => new EventPumpActor(events, listener)));
    }

    private void End(IActorRef listener)
    {
        if (!_pumps.Remove(listener, out var pump)) { return; }
        Context.Unwatch(listener);
        Context.Stop(pump);
    }
}
