using Akka.Actor;

namespace VfioActors.TestKit.Tests.Bank;

/// <summary>The body that the README shows. Nobody runs it but the tests of this project: it fails.</summary>
#pragma warning disable xUnit1000 // It is not to be run with the others: most of it fails, as it should.
internal sealed class Deposits : VfioTestKit
#pragma warning restore xUnit1000
{
    [ExploredFact(Runs = 10_000, Strategy = "pct")]
    public void Both_deposits_arrive()
    {
        var balance = 0;
        var account = ActorOf(() => new Account(now => balance = now));
        ActorOf(() => new Teller(account, 10)).Tell("pay in");
        ActorOf(() => new Teller(account, 20)).Tell("pay in");
        AtRest(() => Assert.Equal(30, balance));
    }
}
