using Akka.Actor;

namespace VfioActors.TestKit.Probes;

/// <summary>The actor of a probe: writes down what it hears, and answers as it was told to.</summary>
internal sealed class ProbeActor(ProbeLog log) : ActorBase
{
    protected override bool Receive(object message)
    {
        foreach (var answer in log.Hear(message)) { Sender.Tell(answer, Self); }
        return true;
    }
}
