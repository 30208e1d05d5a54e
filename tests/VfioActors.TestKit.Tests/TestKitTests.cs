using Akka.Actor;
using VfioActors.TestKit.Tests.Bank;
using VfioActors.TestKit.Tests.Bodies;
using Xunit.Sdk;

namespace VfioActors.TestKit.Tests;

/// <summary>The same bodies once under the TestKit, where time stands still, and in every order.</summary>
public sealed class TestKitTests()
    : VfioTestKit("akka { loglevel = OFF, test.single-expect-default = 1m }", virtualTime: true)
{
    [Fact]
    public void One_deposit_arrives_under_the_kit() => Deposit();

    [ExploredFact(Complete = true)]
    public void One_deposit_arrives_in_every_order() => Deposit();

    [ExploredFact(Complete = true)]
    public void Deposits_that_the_account_adds_arrive_in_every_order()
    {
        var balance = 0L;
        var ledger = ActorOf(() => new Ledger(now => balance = now));
        for (var amount = 10; amount <= 30; amount += 10)
        {
            var paid = amount;
            ActorOf(() => new Clerk(ledger, paid)).Tell("pay in");
        }

        AtRest(() => Assert.Equal(60, balance));
    }

    [Fact]
    public void An_alarm_rings_when_its_time_has_come()
    {
        var sleeper = CreateTestProbe();
        ActorOf(() => new Alarm(sleeper)).Tell(1);
        sleeper.ExpectNoMsg(TimeSpan.Zero);
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromMinutes(1));
            sleeper.ExpectMsg("ring", TimeSpan.FromMilliseconds(100));
        }, TimeSpan.FromMinutes(2));
    }

    [ExploredFact(Complete = true)]
    public void An_alarm_rings_at_most_once_whenever_it_is_called_off()
    {
        var sleeper = Probe("sleeper");
        var alarm = ActorOf(() => new Alarm(sleeper.Ref));
        alarm.Tell(1);
        alarm.Tell('x');
        Advance(TimeSpan.FromMinutes(1));
        AtRest(() => Assert.InRange(sleeper.Heard.Count, 0, 1));
    }

    [Fact]
    public void A_probe_answers_and_shows_what_it_heard_to_each_claim()
    {
        var driver = Probe("driver").Answer<int>(page => page > 4 ? $"unpinned {page}" : null);
        driver.Ref.Tell(3);
        driver.Ref.Tell(7);
        Assert.Equal("unpinned 7", ExpectMsg<string>());
        AtRest("it heard two pages", () =>
        {
            Assert.Equal(3, driver.ExpectMsg<int>());
            Assert.Equal(7, driver.ExpectMsg<int>());
            driver.ExpectNoMsg();
        });
        AtRest("each claim sees all", () => Assert.Equal(3, driver.ExpectMsg<int>()));
        Assert.Equal([3, 7], driver.Heard);
        Assert.Throws<XunitException>(() => driver.ExpectMsg<string>());
        Assert.Throws<XunitException>(() => driver.ExpectMsg<int>());
    }

    private void Deposit()
    {
        var balance = 0;
        var account = ActorOf(() => new Account(now => balance = now));
        ActorOf(() => new Teller(account, 10), "teller").Tell("pay in");
        AtRest(() => Assert.Equal(10, balance));
    }
}
