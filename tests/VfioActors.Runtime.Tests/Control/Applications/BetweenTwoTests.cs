using Akka.Actor;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Testing;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>
/// The scheduler of Akka.NET has a thread of its own: what it sends may come in between two messages that an actor
/// sends in one step, and never before what was sent when it was asked to.
/// </summary>
public sealed class BetweenTwoTests
{
    private static readonly Dictionary<string, Action<Heard, IActorRef>> All = new()
    {
        ["a message"] = (me, to) => me.Around.System.Scheduler.ScheduleTellOnce(Later, to, "t", me.Me),
        ["some code"] = (me, to) => me.Around.System.Scheduler.Advanced.ScheduleOnce(Later, () => to.Tell("t")),
        ["a timer"] = (me, _) => me.Timers.StartSingleTimer("t", "t", Later),
        ["a cancellation"] = (_, to) => new CancellationTokenSource(Later).Token.Register(() => to.Tell("t")),
        ["a timer of .NET"] = (_, to) => GC.KeepAlive(Ticking(to)),
    };

    public static TheoryData<string> Programs => [.. All.Keys];

    private static TimeSpan Later => TimeSpan.FromHours(1);

    [Theory, MemberData(nameof(Programs))]
    public void What_a_timer_sends_comes_before_between_or_behind(string program)
    {
        foreach (var strategy in new[] { "dpor", "dfs", "random" })
        {
            var (ends, _) = Acting.Explored((stage, words) => Begin(stage, words, All[program]), strategy);
            Each.Equal($"{program} {strategy}", "m0 m1 m2 t|m0 m1 t m2|m0 t m1 m2", string.Join("|", ends));
        }
    }

    private static void Begin(Stage stage, List<string> words, Action<Heard, IActorRef> set)
    {
        var one = stage.Create(Heard.Of(me => me
            .On<int>(_ =>
            {
                me.Me.Tell("m0");
                set(me, me.Me);
            })
            .On<bool>(_ =>
            {
                me.Me.Tell("m1");
                me.Me.Tell("m2");
            })
            .On<string>(words.Add)), "one");
        stage.Tell(one, 1);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => one.Tell(true))), "other"), 1);
    }

    private static async Task Ticking(IActorRef to)
    {
        await Task.Delay(Later);
        to.Tell("t");
    }
}
