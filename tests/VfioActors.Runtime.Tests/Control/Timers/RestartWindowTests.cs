using Akka.Actor;

namespace VfioActors.Runtime.Tests.Control.Timers;

/// <summary>How often a child may fail within a time is counted by virtual time, not by the clock.</summary>
public sealed class RestartWindowTests
{
    private static readonly string[] Words = ["boom", "boom", "x"];

    public static TheoryData<string, Func<TimeSpan, SupervisorStrategy>> Strategies => new()
    {
        { "one for one", window => new OneForOneStrategy(1, window, _ => Directive.Restart) },
        { "all for one", window => new AllForOneStrategy(1, window, _ => Directive.Restart) },
    };

    [Theory, MemberData(nameof(Strategies))]
    public void A_child_that_fails_twice_at_once_is_stopped_however_long_the_machine_takes(
        string kind, Func<TimeSpan, SupervisorStrategy> strategy)
    {
        var times = 0;
        var window = TimeSpan.FromMilliseconds(5);
        var ends = Explored(strategy(window), again: TimeSpan.Zero, boom: () =>
        {
            // Each of the two fails slowly in other runs.
            if (++times % 3 == 0) { Wait(2 * window); }
        });
        Assert.True(ends is ["boom boom"], $"{kind}: {string.Join('|', ends)}");
        Assert.True(times > 3, "done too seldom");
    }

    [Theory, MemberData(nameof(Strategies))]
    public void A_child_that_fails_again_when_the_time_is_over_goes_on(
        string kind, Func<TimeSpan, SupervisorStrategy> strategy)
    {
        var ends = Explored(strategy(TimeSpan.FromHours(1)), again: TimeSpan.FromHours(2), boom: () => { });
        Assert.True(ends.Contains("boom boom x"), $"{kind}: {string.Join('|', ends)}");
    }

    /// <param name="again">How long it is from one failure to the next; at once for no time.</param>
    private static IReadOnlyList<string> Explored(SupervisorStrategy strategy, TimeSpan again, Action boom)
    {
        var (ends, _) = Acting.Explored((stage, words) => stage.Tell(stage.Create(Heard.Of(me =>
        {
            IActorRef child = ActorRefs.Nobody;
            var left = 2;
            me.On<int>(_ =>
            {
                child = me.Around.ActorOf(Heard.Of(its => its.On<string>(word =>
                {
                    words.Add(word);
                    if (word != "boom") { return; }
                    boom();
                    throw new FormatException();
                })), "child");
                if (again > TimeSpan.Zero) { me.Timers.StartSingleTimer("again", "again", again); }
                else
                {
                    foreach (var word in Words) { child.Tell(word); }
                }
            });
            me.On<string>(_ =>
            {
                child.Tell(left-- > 0 ? "boom" : "x");
                if (left >= 0) { me.Timers.StartSingleTimer("again", "again", again); }
            });
        }).WithSupervisorStrategy(strategy), "parent"), 1));
        return ends;
    }

    private static void Wait(TimeSpan time)
    {
        for (var begun = Environment.TickCount64; Environment.TickCount64 - begun <= time.TotalMilliseconds;)
        {
            Thread.SpinWait(1);
        }
    }
}
