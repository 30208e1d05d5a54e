using Akka.Actor;

namespace VfioActors.Benchmarks.Bare;

/// <summary>Answers everything.</summary>
internal sealed class BareServer : ActorBase
{
    protected override bool Receive(object message)
    {
        Sender.Tell(message, Self);
        return true;
    }
}
