using System.Reflection;
using Akka.Actor;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>Timers of .NET that fire by the clock before the step ends that sets them, as on a busy machine.</summary>
public sealed class EarlyTimerTests
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Behind the runs that only show which actors there are.</summary>
    private const int Once = 36;

    /// <summary>So long that a step seldom takes as long, however busy the machine is.</summary>
    private static readonly TimeSpan Brief = TimeSpan.FromSeconds(2);

    /// <summary>The first behind these, which takes the trace.</summary>
    private const int InTheTrace = 33;

    /// <summary>In the first run alone the step goes on until its timer has fired.</summary>
    [Fact]
    public void What_came_too_early_once_is_taken_again_from_the_beginning()
    {
        var isSlow = true;
        var (ends, _) = Acting.Explored((stage, words) =>
        {
            var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
            stage.Tell(stage.Create(Heard.Of(me => me.OnAsync<int>(async _ =>
            {
                await Delayed(isSlow);
                isSlow = false;
                log.Tell("late");
            })), "sleeper"), 1);
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => log.Tell("other"))), "other"), 1);
        });

        Assert.Equal(["late other", "other late"], ends.Order(StringComparer.Ordinal));
    }

    /// <summary>The thread that does what the timer sets going has not begun, so that nobody sees it.</summary>
    [Fact]
    public void What_came_too_early_unseen_is_taken_again_from_the_beginning()
    {
        var times = 0;
        var (ends, _) = Acting.Explored((stage, words) =>
        {
            var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
            stage.Tell(stage.Create(Heard.Of(me => me.OnAsync<int>(async _ =>
            {
                var delay = Task.Delay(Brief);
                if (++times == Once) { TakeOutInTime(delay); }
                await delay;
                log.Tell("late");
            })), "sleeper"), 1);
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => log.Tell("other"))), "other"), 1);
        });

        Assert.Equal(["late other", "other late"], ends.Order(StringComparer.Ordinal));
        Assert.True(times > Once, "never too early");
    }

    /// <summary>No step takes as long as the timer: that it is gone has another reason.</summary>
    [Fact]
    public void What_was_there_once_and_not_again_is_refused_though_there_are_timers()
    {
        var times = 0;
        var refused = Assert.Throws<UncontrolledException>(() => Acting.Explored((stage, words) =>
        {
            var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
            stage.Tell(stage.Create(Heard.Of(me => me.OnAsync<int>(async _ =>
            {
                var delay = Task.Delay(TimeSpan.FromSeconds(30));
                if (++times == Once) { TakeOut(delay); }
                await delay;
                log.Tell("late");
            })), "sleeper"), 1);
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => log.Tell("other"))), "other"), 1);
        }));
        Assert.Contains("did something else", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_that_something_came_too_early_for_is_taken_again_from_the_beginning()
    {
        using Sleeping sleeping = new(early: 0);
        var trace = Assert.Single(ControlledExplorer.Explore(sleeping, "dpor", 10).Traces);
        using Sleeping again = new(early: InTheTrace);
        Assert.Single(ControlledExplorer.Replay(again, trace).Findings);
        Assert.True(again.Times > InTheTrace, "never too early");
    }

    [Fact]
    public void What_always_comes_too_early_is_refused_with_that_reason()
    {
        using Played played = new(stage =>
            stage.Tell(stage.Create(Heard.Of(me => me.OnAsync<int>(_ => Delayed(isSlow: true))), "sleeper"), 1));
        var refused = Assert.Throws<UncontrolledException>(() => ControlledExplorer.Explore(played, "dpor", 10));
        Assert.Contains("a timer of .NET was shorter than the step took that set it", refused.Message,
            StringComparison.Ordinal);
    }

    /// <summary>As .NET does with a timer ahead of what it sets going, once its time has come.</summary>
    private static void TakeOutInTime(Task delay)
    {
        TakeOut(delay);
        for (var till = Environment.TickCount64 + Brief.TotalMilliseconds; Environment.TickCount64 < till;)
        {
            Thread.SpinWait(1);
        }
    }

    private static void TakeOut(Task delay)
    {
        var timer = delay.GetType().GetField("_timer", Any)!.GetValue(delay)!;
        timer.GetType().GetMethod("Change", Any, [typeof(uint), typeof(uint)])!
            .Invoke(timer, [uint.MaxValue, uint.MaxValue]);
    }

    /// <summary>By the clock only what is slow can fire, however busy the machine is.</summary>
    private static Task Delayed(bool isSlow)
    {
        var delay = Delay(isSlow ? TimeSpan.FromMilliseconds(1) : TimeSpan.FromHours(1));
        while (isSlow && !delay.IsCompleted) { Thread.Yield(); }
        return delay;
    }

    /// <summary>It goes on where its timer fires.</summary>
    private static async Task Delay(TimeSpan delay) => await Task.Delay(delay).ConfigureAwait(false);

    /// <summary>One that sleeps, of which is claimed that it never wakes.</summary>
    /// <param name="early">The time of all that its timer fires too early, unseen.</param>
    private sealed class Sleeping(int early) : AkkaScenario
    {
        private bool _isAwake;

        public override string Name => "sleeping";

        public override string Summary => "What a test wrote down.";

        internal int Times { get; private set; }

        protected override IReadOnlyList<ActorClaim> Claims =>
            [new("Sleeps", "It never wakes.", () => _isAwake ? "it woke" : null)];

        protected override void Begin(Stage stage)
        {
            _isAwake = false;
            stage.Tell(stage.Create(Heard.Of(me => me.OnAsync<int>(async _ =>
            {
                var delay = Task.Delay(Brief);
                if (++Times == early) { TakeOutInTime(delay); }
                await delay;
                _isAwake = true;
            })), "sleeper"), 1);
        }
    }
}
