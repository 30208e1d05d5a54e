using Akka.Actor;

namespace VfioActors.TestKit.Tests.Shop;

/// <summary>An app of five actors, with and without its bug.</summary>
#pragma warning disable xUnit1000 // It is not to be run with the others: most of it fails, as it should.
internal sealed class Orders : VfioTestKit
#pragma warning restore xUnit1000
{
    [ExploredFact(Runs = 10_000, Strategy = "pct")]
    public void What_is_paid_is_brought() => Ordered(waits: false);

    [ExploredFact(Complete = true)]
    public void What_is_paid_and_kept_is_brought() => Ordered(waits: true);

    private void Ordered(bool waits)
    {
        List<string> brought = [];
        var mailer = ActorOf(() => new Mailer(brought));
        var shipping = ActorOf(() => new Shipping(mailer, waits));
        var (stock, payment) = (ActorOf(() => new Stock(shipping)), ActorOf(() => new Payment(shipping)));
        ActorOf(() => new Checkout(stock, payment)).Tell(new Order("book"));
        AtRest("what is paid is brought", () => Assert.Equal(["book"], brought));
    }
}
