using Akka.Actor;

namespace VfioActors.TestKit.Tests.Shop;

/// <summary>Takes money.</summary>
internal sealed class Payment : ReceiveActor
{
    public Payment(IActorRef shipping) => Receive<Charge>(charge => shipping.Tell(new Paid(charge.Item)));
}
