using Akka.Actor;
using VfioActors.Runtime.Control;

namespace VfioActors.TestKit.Tests.Bodies;

/// <summary>Bodies that show nothing, each in its way.</summary>
#pragma warning disable xUnit1000 // It is not to be run with the others: most of it fails, as it should.
internal sealed class Misfits : VfioTestKit
#pragma warning restore xUnit1000
{
    [ExploredFact]
    public void Waits_in_the_body() => ExpectMsg<string>();

    [ExploredFact]
    public void Nothing_happens() => AtRest(() => Assert.True(IsExplored));

    [ExploredFact(Strategy = "best")]
    public void Is_unknown() => Probe().Ref.Tell("hi");

    [ExploredFact]
    public void Throws_in_the_body() => throw new InvalidOperationException("the till is closed");

    [ExploredFact(Strategy = "random", Runs = 10, Complete = true)]
    public void Samples_and_wants_all()
    {
        var probe = Probe();
        probe.Ref.Tell("hi");
        AtRest(() => probe.ExpectMsg<string>());
    }

    [ExploredFact]
    public void Is_called_off_in_time()
    {
        var sleeper = Probe("sleeper");
        var alarm = ActorOf(() => new Alarm(sleeper.Ref));
        alarm.Tell(1);
        alarm.Tell('x');
        AtRest(() => sleeper.ExpectNoMsg());
    }

    [ExploredFact]
    public void Draws_in_the_body()
    {
        var probe = Probe();
        probe.Ref.Tell(Guid.NewGuid());
        AtRest(() => probe.ExpectMsg<Guid>());
    }

    [ExploredFact]
    public Task Goes_on() => Task.CompletedTask;

#pragma warning disable xUnit1048 // That is what is wrong with it.
    [ExploredFact]
    public async void Awaits() => await Task.Yield();
#pragma warning restore xUnit1048

    [ExploredFact]
    public void Claims_in_a_claim()
    {
        Probe().Ref.Tell("hi");
        AtRest(() => AtRest(() => Assert.Fail("nobody looks at this")));
    }

    [ExploredFact]
    public void Awaits_in_a_claim()
    {
        Probe().Ref.Tell("hi");
        AtRest(async () => await Task.Yield());
    }

    [ExploredFact]
    public void Claims_nothing() => Probe().Ref.Tell("hi");

    [ExploredFact]
    public void An_actor_throws() => Throwing();

    [ExploredFact]
    public void An_actor_may_throw()
    {
        Waive(ActorChecks.NoUnexpectedFailure, "it is meant to");
        Throwing();
    }

    private void Throwing()
    {
        ActorOf<Broken>().Tell("hi");
        AtRest(() => Assert.True(IsExplored));
    }
}
