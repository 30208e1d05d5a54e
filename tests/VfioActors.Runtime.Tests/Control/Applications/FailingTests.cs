using Akka.Actor;
using VfioActors.Exploration;
using VfioActors.Runtime.Control;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>Actors that fail where Akka.NET only logs it, and that fail whenever they are made anew.</summary>
public sealed class FailingTests
{
    private static readonly OneForOneStrategy Restarting = new(_ => Directive.Restart);

    /// <summary>Who hears of it looks for the actor, which is nothing that the actors do.</summary>
    [Fact]
    public void That_a_failure_is_logged_looks_for_nobody()
    {
        using Played played = new(stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            var weak = me.Around.ActorOf(Props.Create(() => new Weak(false)), "weak");
            weak.Tell("boom");
            weak.Tell("x");
        })).WithSupervisorStrategy(Restarting), "parent"), 1), ActorChecks.NoUnexpectedFailure);
        foreach (var strategy in new[] { "dpor", "dfs" })
        {
            var report = ControlledExplorer.Explore(played, strategy, 1000);
            Assert.Equal(Verdict.Held, report.Verdict);
            Assert.Null(report.Modulo);
        }
    }

    /// <summary>The first runs show who there is. Between them nobody would end it.</summary>
    [Fact]
    public void One_that_fails_whenever_it_starts_is_not_taken_for_one_that_spins()
    {
        using Played played = new(stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
                me.Around.ActorOf(Props.Create(() => new Weak(true)), "weak")))
            .WithSupervisorStrategy(Restarting), "parent"), 1), ActorChecks.Names);
        var report = ControlledExplorer.Explore(played, "dfs", 1, cancellation: new(canceled: true));
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
    }

    private sealed class Weak : ReceiveActor
    {
        private readonly bool _always;

        public Weak(bool always)
        {
            _always = always;
            Receive<string>(word =>
            {
                if (word == "boom") { throw new FormatException(word); }
            });
        }

        protected override void PreStart()
        {
            if (_always) { throw new FormatException("always"); }
        }

        protected override void PreRestart(Exception reason, object message) => throw new FormatException("logged");
    }
}
