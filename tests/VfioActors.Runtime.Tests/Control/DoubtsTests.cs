using Akka.Actor;
using VfioActors.Exploration;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>What was not seen is not held.</summary>
public sealed class DoubtsTests
{
    [Fact]
    public void Nothing_is_held_while_an_await_is_pending_whatever_was_waived()
    {
        var report = Explored(
            stage => stage.Tell(Actor(stage, me => me.OnAsync<int>(_ => new TaskCompletionSource().Task)), 1),
            ActorChecks.NobodySuspended);
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
        Assert.Equal(
            "a run was at rest while something was waited for, and what comes after that was never seen: one waits for "
                + "what never comes, and hears nothing",
            report.Doubt);
    }

    [Fact]
    public void Nothing_is_held_while_an_answer_is_waited_for()
    {
        var report = Explored(stage =>
        {
            var silent = stage.Create(Heard.Of(me => me.On<string>(_ => { })), "silent");
            stage.Tell(Actor(stage, me => me.On<int>(_ => silent.Ask<int>("?").PipeTo(me.Me))), 1);
        });
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
        Assert.EndsWith("never seen: one has no answer to what it asked", report.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_answered_is_no_doubt()
    {
        var report = Explored(stage =>
        {
            var ready = stage.Create(Heard.Of(me => me.On<string>(_ => me.From.Tell("!"))), "ready");
            stage.Tell(Actor(stage, me => me.OnAsync<int>(async _ => await ready.Ask<string>("?"))), 1);
        });
        Assert.Null(report.Doubt);
        Assert.Equal(Verdict.Held, report.Verdict);
    }

    /// <summary>A timer that is set again, a receive timeout, and one that is set again.</summary>
    public static TheoryData<Action<Stage>> TimersThatGoOn =>
    [
        stage => Actor(stage, me =>
        {
            me.On<string>(_ => me.Timers.StartSingleTimer("again", "again", TimeSpan.FromSeconds(1)));
            me.Timers.StartSingleTimer("again", "again", TimeSpan.FromSeconds(1));
        }),
        stage => Actor(stage, me =>
        {
            me.On<ReceiveTimeout>(_ => { });
            me.Around.SetReceiveTimeout(TimeSpan.FromSeconds(1));
        }),
        stage => Actor(stage, me =>
        {
            me.On<ReceiveTimeout>(_ => me.Around.SetReceiveTimeout(TimeSpan.FromSeconds(1)));
            me.Around.SetReceiveTimeout(TimeSpan.FromSeconds(1));
        }),
    ];

    [Theory, MemberData(nameof(TimersThatGoOn))]
    public void Nothing_is_held_where_a_timer_was_cut(Action<Stage> begin)
    {
        var report = Explored(begin);
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
        Assert.StartsWith("a timer that is set again whenever it fires did so ", report.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_broken_is_broken_where_a_timer_was_cut()
    {
        var report = Explored(stage => Actor(stage, me =>
        {
            me.Timers.StartPeriodicTimer("tick", "tick", TimeSpan.FromSeconds(1));
        }));
        Assert.Equal(["NothingUnhandled"], report.Failures.Select(failure => failure.Property.Name));
    }

    [Fact]
    public void Where_every_timer_comes_to_its_end_there_is_no_doubt() =>
        Assert.Equal(Verdict.Held, Explored(stage => Actor(stage, me =>
        {
            me.On<string>(_ => { });
            me.Timers.StartSingleTimer("once", "once", TimeSpan.FromSeconds(1));
        })).Verdict);

    [Fact]
    public void Nothing_is_held_where_actors_only_start()
    {
        var report = Explored(stage => Actor(stage, me => me.On<string>(_ => { })));
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
        Assert.Equal("no message was delivered: actors only started", report.Doubt);
    }

    [Theory]
    [InlineData(true, true, null)]
    [InlineData(false, true, "thread pool")]
    [InlineData(true, false, "timers")]
    [InlineData(false, false, "thread pool")]
    public void A_NET_that_hides_what_is_needed_is_a_doubt(bool knowsPool, bool knowsTimers, string? hidden) =>
        Assert.Equal(
            hidden is null ? null
                : $"this version of .NET hides its {hidden}: what goes on behind an await cannot be controlled",
            Doubts.OfNet(knowsPool, knowsTimers));

    [Fact]
    public void This_NET_shows_what_is_needed() => Assert.Null(Doubts.OfNet(PoolTrap.IsKnown, TimerTrap.IsKnown));

    private static ExplorationReport Explored(Action<Stage> begin, params IEnumerable<string> waived)
    {
        using Played played = new(begin, waived);
        return ControlledExplorer.Explore(played, "dpor", runs: 200).Exploration;
    }

    private static IActorRef Actor(Stage stage, Action<Heard> set) => stage.Create(Heard.Of(set), "one");
}
