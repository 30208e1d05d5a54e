using Akka.Actor;

namespace VfioActors.TestKit.Tests.Shop;

/// <summary>Keeps items.</summary>
internal sealed class Stock : ReceiveActor
{
    public Stock(IActorRef shipping) => Receive<Reserve>(reserve => shipping.Tell(new Reserved(reserve.Item)));
}
