using VfioActors.Exploration;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>
/// What is scheduled throws. Akka.NET catches it, logs it and does not do it again; .NET ends the program by what its
/// timers throw.
/// </summary>
public sealed class ThrowingTimerTests
{
    private static readonly TimeSpan Later = TimeSpan.FromHours(1);

    [Fact]
    public void What_Akka_NET_does_later_is_not_done_again_when_it_throws()
    {
        var (ends, _) = Acting.Explored((stage, words) => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            me.Around.System.Scheduler.Advanced.ScheduleRepeatedly(Later, Later, () =>
            {
                words.Add("once");
                throw new FormatException("no");
            }))), "setter"), 1));
        Assert.Equal(["once"], ends);
    }

    [Fact]
    public void That_it_throws_breaks_what_is_checked_unasked()
    {
        var broken = Assert.Single(Played.Broken(stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            me.Around.System.Scheduler.Advanced.ScheduleOnce(Later, () => throw new FormatException("no")))),
            "setter"), 1)));
        Assert.StartsWith(
            "NoUnexpectedFailure: setter failed: FormatException: no", broken, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_timer_of_NET_throws_is_refused_as_it_ends_the_program(bool cancels)
    {
        Timer? kept = null;
        using Played played = new(stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            if (cancels) { new CancellationTokenSource(Later).Token.Register(() => throw new FormatException("no")); }
            else { kept = new(_ => throw new FormatException("no"), null, Later, Timeout.InfiniteTimeSpan); }
        })), "setter"), 1), ActorChecks.Names);
        var refused = Assert.Throws<UncontrolledException>(() => ControlledExplorer.Explore(played, "dpor", 10));
        Assert.StartsWith(
            "what a timer of setter does throws FormatException: no", refused.Message, StringComparison.Ordinal);
        kept?.Dispose();
    }

    [Fact]
    public void What_a_cancellation_throws_comes_to_whoever_cancels()
    {
        using Acting acting = new((stage, words) => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            using CancellationTokenSource source = new();
            source.Token.Register(() => throw new FormatException("no"));
            try
            {
                source.Cancel();
            }
            catch (AggregateException)
            {
                words.Add("caught");
            }
        })), "one"), 1));
        Assert.Equal(Verdict.Held, ControlledExplorer.Explore(acting, "dpor", 10).Verdict);
        Assert.Equal(["caught"], acting.Outcomes.Keys);
    }
}
