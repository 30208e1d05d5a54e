using Akka.Actor;

namespace VfioActors.Runtime.Control.Hosting;

/// <summary>A real actor that takes the steps of whatever behaviour is in hand.</summary>
internal sealed class HostingActor(ActorHost host) : ActorBase
{
    protected override bool Receive(object message)
    {
        host.Act(message, Self);
        return true;
    }
}
