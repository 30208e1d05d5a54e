using Akka.Actor;

namespace VfioActors.TestKit.Tests.Bodies;

/// <summary>Throws at whatever it hears.</summary>
internal sealed class Broken : ReceiveActor
{
    public Broken() => ReceiveAny(_ => throw new InvalidOperationException("weak"));
}
