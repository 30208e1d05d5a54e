using Akka.Actor;
using VfioActors.Exploration;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>
/// A run in which timers were cut ends before its rest: what is broken there, and mended when they fire again, is not
/// broken.
/// </summary>
public sealed class CutTimerTests
{
    private const string Cut = "a timer that is set again whenever it fires did so 3 times in a run and no more";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, Action<Stage>> All = new()
    {
        ["five delays, one after the other"] = Five_delays,
        ["five messages, each with a delay"] = Five_messages,
        ["five asks, each answered later"] = Five_asks,
        ["five tries, with a message put aside"] = Five_tries,
    };

    public static TheoryData<string> Programs => [.. All.Keys];

    /// <summary>Somebody is suspended, or has a message put aside, when the fourth firing is cut.</summary>
    [Theory, MemberData(nameof(Programs))]
    public void What_takes_longer_than_the_run_breaks_nothing(string program)
    {
        foreach (var strategy in new[] { "dpor", "random" })
        {
            using Played played = new(All[program]);
            var report = ControlledExplorer.Explore(played, strategy, runs: 100);
            Assert.Empty(report.Traces);
            Assert.Equal(Verdict.Inconclusive, report.Verdict);
            Assert.StartsWith(Cut, report.Exploration.Doubt, StringComparison.Ordinal);
        }
    }

    /// <summary>An application's clock ticks for ever.</summary>
    [Theory]
    [InlineData(6, Verdict.Inconclusive)]
    [InlineData(int.MaxValue, Verdict.Broken)]
    public void A_claim_is_broken_when_no_later_tick_mends_it(int mendedAt, Verdict verdict)
    {
        using Ticking ticking = new(mendedAt);
        var report = ControlledExplorer.Explore(ticking, "dpor", 100);
        Assert.Equal(verdict, report.Verdict);
        foreach (var trace in report.Traces)
        {
            Assert.Equal("it is 0 at rest", trace.Header.Violation!.Refutation);
            using Ticking again = new(mendedAt);
            Assert.Equal(Verdict.Broken, ControlledExplorer.Replay(again, trace).Verdict);
        }
    }

    private static void Five_delays(Stage stage) =>
        stage.Tell(stage.Create(Heard.Of(me => me.OnAsync<int>(async count =>
        {
            for (var one = 0; one < count; one++) { await Task.Delay(Second); }
        })), "one"), 5);

    private static void Five_messages(Stage stage)
    {
        var one = stage.Create(Heard.Of(me => me.OnAsync<int>(async _ => await Task.Delay(Second))), "one");
        for (var number = 0; number < 5; number++) { stage.Tell(one, number); }
    }

    private static void Five_asks(Stage stage)
    {
        var slow = stage.Create(Heard.Of(me => me.On<int>(_ =>
            me.Around.System.Scheduler.ScheduleTellOnce(Second, me.From, "late", me.Me))), "slow");
        stage.Tell(stage.Create(Heard.Of(me => me.OnAsync<int>(async count =>
        {
            for (var one = 0; one < count; one++) { await slow.Ask<string>(one); }
        })), "one"), 5);
    }

    private static void Five_tries(Stage stage) => stage.Tell(stage.Create(Heard.Of(me =>
    {
        var tries = 0;
        me.On<int>(_ =>
        {
            if (tries == 5) { return; }
            me.Stash.Stash();
            me.Timers.StartSingleTimer("again", "try", Second);
        });
        me.On<string>(_ =>
        {
            if (++tries < 5) { me.Timers.StartSingleTimer("again", "try", Second); }
            else { me.Stash.UnstashAll(); }
        });
    }), "one"), 1);

    private sealed class Ticking(int mendedAt) : AkkaScenario
    {
        private int _mended;

        public override string Name => "ticking";

        public override string Summary => "A clock that mends something when it ticks the nth time.";

        protected override IReadOnlyList<ActorClaim> Claims =>
            [new("Mended", "It comes to be one.", () => _mended == 1 ? null : $"it is {_mended} at rest")];

        protected override void Begin(Stage stage)
        {
            (_mended, var ticks) = (0, 0);
            stage.Create(Heard.Of(me =>
            {
                me.Timers.StartPeriodicTimer("clock", "tick", Second);
                me.On<string>(_ => _mended = ++ticks == mendedAt ? 1 : _mended);
            }), "clock");
        }
    }
}
