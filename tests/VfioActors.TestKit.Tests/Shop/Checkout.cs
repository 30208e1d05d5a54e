using Akka.Actor;

namespace VfioActors.TestKit.Tests.Shop;

/// <summary>Has an item kept and paid, both at once.</summary>
internal sealed class Checkout : ReceiveActor
{
    public Checkout(IActorRef stock, IActorRef payment) => Receive<Order>(order =>
    {
        stock.Tell(new Reserve(order.Item));
        payment.Tell(new Charge(order.Item));
    });
}
