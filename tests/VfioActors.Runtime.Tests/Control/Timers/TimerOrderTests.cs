using System.Reflection;
using Akka.Actor;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Testing;

namespace VfioActors.Runtime.Tests.Control.Timers;

/// <summary>
/// Which timer of .NET is which hangs on what an actor did alone: neither on the processor on which it did so, nor on
/// how far the clock was or went meanwhile.
/// </summary>
public sealed class TimerOrderTests
{
    private const BindingFlags Any =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longer = TimeSpan.FromHours(2);
    private static readonly TimeSpan Mine = TimeSpan.FromMilliseconds(7_654_321);
    private static readonly string[] Strategies = ["dpor", "dfs", "random"];

    [Fact]
    public void Two_that_are_set_on_two_processors_have_the_order_in_which_they_were_set() => Every(
        ["a", "b", "timeout"],
        (me, a, b, isOdd) =>
        {
            var first = a.Ask<string>("x", Long);
            if (isOdd) { GoToAnotherProcessor(); }
            var second = b.Ask<string>("x", Long);
            Task.WhenAny(first, second).Unwrap().PipeTo(me, failure: _ => "timeout");
        });

    [Fact]
    public void One_that_is_set_again_a_tick_of_the_clock_later_has_the_place_that_it_had() => Every(
        ["a b", "b a"],
        (me, a, b, isOdd) =>
        {
            CancellationTokenSource one = new(Long);
            CancellationTokenSource two = new(Longer);
            if (isOdd) { WaitForTheClock(); }
            one.CancelAfter(Longer);
            one.Token.Register(() => a.Tell("x", me));
            two.Token.Register(() => b.Tell("x", me));
        });

    [Fact]
    public void Two_whose_time_comes_nearer_before_they_are_taken_have_the_order_in_which_they_were_set() => Every(
        ["a b", "b a"],
        (me, a, b, isOdd) =>
        {
            CancellationTokenSource one = new(Mine);
            CancellationTokenSource two = new(Mine);
            one.Token.Register(() => a.Tell("x", me));
            two.Token.Register(() => b.Tell("x", me));
            if (isOdd) { ComeNearer(); }
        });

    /// <summary>Every second time that the same is done, it is done otherwise.</summary>
    private static void Every(string[] ends, Action<IActorRef, IActorRef, IActorRef, bool> act)
    {
        foreach (var strategy in Strategies)
        {
            var times = 0;
            void Begin(Stage stage, List<string> words)
            {
                var a = stage.Create(Heard.Of(me => me.On<string>(_ => me.From.Tell("a"))), "a");
                var b = stage.Create(Heard.Of(me => me.On<string>(_ => me.From.Tell("b"))), "b");
                var asker = Heard.Of(me => me.On<int>(_ => act(me.Me, a, b, times++ % 2 == 1)).On<string>(words.Add));
                stage.Tell(stage.Create(asker, "asker"), 1);
            }

            Each.Equal(strategy, string.Join("|", ends), string.Join("|", Acting.Explored(Begin, strategy, 1000).Ends));
            Assert.True(times > ends.Length, "done too seldom");
        }
    }

    /// <summary>.NET has a queue of timers for each, and finds the one to take at its place.</summary>
    private static void GoToAnotherProcessor()
    {
        var queues = (object[])typeof(Timer).Assembly.GetType("System.Threading.TimerQueue")!
            .GetProperty("Instances", Any)!.GetValue(null)!;
        var first = queues[0];
        Array.Copy(queues, 1, queues, 0, queues.Length - 1);
        queues[^1] = first;
    }

    /// <summary>
    /// .NET has those that are due soon in a list of their own, and moves others there one by one, from the front.
    /// </summary>
    private static void ComeNearer()
    {
        var type = typeof(Timer).Assembly.GetType("System.Threading.TimerQueue")!;
        var timers = typeof(Timer).Assembly.GetType("System.Threading.TimerQueueTimer")!;
        var (next, due) = (timers.GetField("_next", Any)!, timers.GetField("_dueTime", Any)!);
        foreach (var queue in ((object[])type.GetProperty("Instances", Any)!.GetValue(null)!).Distinct())
        {
            lock ((Lock)type.GetProperty("SharedLock", Any)!.GetValue(queue)!)
            {
                List<object> later = [];
                var timer = type.GetField("_longTimers", Any)!.GetValue(queue);
                for (; timer is not null; timer = next.GetValue(timer)) { later.Add(timer); }
                foreach (var one in later.Where(one => (uint)due.GetValue(one)! == (uint)Mine.TotalMilliseconds))
                {
                    type.GetMethod("MoveTimerToCorrectList", Any)!.Invoke(queue, [one, true]);
                }
            }
        }
    }

    private static void WaitForTheClock()
    {
        for (var now = Environment.TickCount64; Environment.TickCount64 == now;) { Thread.SpinWait(1); }
    }
}
