using Akka.Actor;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>
/// Timers of others are in the same lists of .NET as those of actors, and one that is set again goes to the front.
/// </summary>
public sealed class HiddenTimerTests
{
    /// <summary>.NET has a queue of timers for each processor: so many that there is one in each of them.</summary>
    private static readonly int Several = 16 * Environment.ProcessorCount;

    /// <summary>
    /// Meanwhile all timers of others are taken out and set again, as one that fires in intervals is while a step takes
    /// long. So each list begins as it did before the step, with the actor's timer behind it.
    /// </summary>
    [Fact]
    public void A_delay_is_seen_behind_timers_that_others_set_again()
    {
        List<Timer> others = [];
        for (var each = 0; each < Several; each++) { others.Add(new(_ => { }, null, Later, Timeout.InfiniteTimeSpan)); }
        var (ends, _) = Acting.Explored((stage, words) =>
        {
            var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
            stage.Tell(stage.Create(Heard.Of(me => me.OnAsync<int>(async _ =>
            {
                var delay = Task.Delay(Later);
                SetAgain(others);
                await delay;
                log.Tell("late");
            })), "sleeper"), 1);
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => log.Tell("other"))), "other"), 1);
        });

        Assert.Equal(["late other", "other late"], ends.Order(StringComparer.Ordinal));
        others.ForEach(other => other.Dispose());
    }

    private static TimeSpan Later => TimeSpan.FromHours(1);

    private static void SetAgain(List<Timer> others)
    {
        others.ForEach(other => other.Change(Timeout.Infinite, Timeout.Infinite));
        others.ForEach(other => other.Change(Later, Timeout.InfiniteTimeSpan));
    }
}
