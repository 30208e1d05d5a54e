using Akka.Actor;
using VfioActors.TestKit;
using Xunit;

namespace Sample1;

public sealed class DepositsTests : VfioTestKit
{
    /// <summary>As a Fact it runs once, under Akka.NET's TestKit; explored, in every order of its messages.</summary>
    [ExploredFact(Complete = true)]
    public void No_deposit_is_lost_in_any_order()
    {
        var balance = 0;
        var account = ActorOf(() => new Account(now => balance = now));
        account.Tell(10);
        account.Tell(20);
        AtRest(() => Assert.Equal(30, balance));
    }
}
