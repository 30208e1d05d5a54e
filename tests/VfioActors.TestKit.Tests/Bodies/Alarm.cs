using Akka.Actor;

namespace VfioActors.TestKit.Tests.Bodies;

/// <summary>Rings somebody up after a minute, but for what is called off.</summary>
internal sealed class Alarm : ReceiveActor, IWithTimers
{
    public Alarm(IActorRef sleeper)
    {
        Receive<int>(_ => Timers.StartSingleTimer("ring", "ring", TimeSpan.FromMinutes(1)));
        Receive<string>(ring => sleeper.Tell(ring));
        Receive<char>(_ => Timers.Cancel("ring"));
    }

    public ITimerScheduler Timers { get; set; } = null!;
}
