using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using Akka.Routing;
using VfioActors.Exploration;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>What one step does with what others use meanwhile, and what no order shows, is named in the verdict.</summary>
public sealed class MidstTests
{
    private const string Others = "what others do in the midst of a step that uses what they share";
    private const string Lots = "what actors draw by lot or read of a clock";
    private const string Threads = "what actors do on threads of their own";

    private const string Early = "what timers do in the midst of the step that sets them (a)";

    private static readonly string[] Names = ["a", "b"];

    private static class Locals
    {
        internal static readonly ThreadLocal<int> OfThread = new();
        internal static readonly AsyncLocal<string?> OfFlow = new();
        internal static readonly Lock Gate = new();

#pragma warning disable CS0649 // Nothing sets it: that it is read is enough.
        [ThreadStatic]
        internal static readonly int OfEach;
#pragma warning restore CS0649
    }

    /// <summary>With two in one step somebody may come in between, and with one not.</summary>
    public static TheoryData<string, Action<Stage, int>, string> Several => new()
    {
        {
            "publishing",
            (stage, times) =>
            {
                stage.Create(Heard.Of(me =>
                {
                    me.Around.System.EventStream.Subscribe(me.Me, typeof(string));
                    me.On<string>(_ => { });
                }), "hearer");
                Tells(stage, "a", times, me => me.Around.System.EventStream.Publish("x"));
            },
            "the event stream"
        },
        {
            "a router",
            (stage, times) =>
            {
                var pool = stage.Create(
                    Heard.Of(me => me.On<string>(_ => { })).WithRouter(new RoundRobinPool(1)), "pool");
                Tells(stage, "a", times, _ => pool.Tell("x"));
                Tells(stage, "b", 1, _ => pool.Tell("x"));
            },
            "the router pool"
        },
        {
            "selecting",
            (stage, times) =>
            {
                stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
                    me.Around.ActorOf(Heard.Of(its => its.On<string>(_ => { })), "child"))), "parent"), 1);
                Tells(stage, "a", times, me => me.Around.ActorSelection("/user/parent/child").Tell("x"));
            },
            "the names of the children of parent"
        },
        {
            "making",
            (stage, times) =>
            {
                stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
                {
                    for (var at = 0; at < times; at++)
                    {
                        me.Around.ActorOf(Heard.Of(its => its.On<string>(_ => { })), $"child{at}");
                    }
                })), "parent"), 1);
                Tells(stage, "a", 1, me => me.Around.ActorSelection("/user/parent/*").Tell("x"));
            },
            "the names of the children of parent"
        },
    };

    [Theory, MemberData(nameof(Several))]
    public void What_one_step_uses_several_times_is_named(string what, Action<Stage, int> begin, string name)
    {
        Check(what, stage => begin(stage, 1), "dpor", null);
        Check(what, stage => begin(stage, 2), "dpor", $"{Others} ({name})");
    }

    /// <summary>Nobody says when he uses it, so even where every order was tried something could come in between.</summary>
    [Fact]
    public void What_is_shared_is_named_where_every_order_was_tried()
    {
        string? first = null;
        Check("another in its place", stage => Each(stage, me => Interlocked.CompareExchange(
            ref first, me.Around.Self.Path.Name, null)), "dfs", $"{Others} (the variable first of a and b)");
        var known = ImmutableDictionary<string, string>.Empty.Add("a", "first");
        Check("out", stage => Each(stage, _ => known.TryGetValue("a", out first)), "dfs",
            $"{Others} (the variable first of a and b)");
        var oracle = (Stage stage) =>
            stage.Create(Heard.Of(me => me.On<string>(word => me.From.Tell(word))), "oracle");
        Check("an answer", stage =>
        {
            var asked = oracle(stage);
            Tells(stage, "a", 1, _ => GC.KeepAlive(asked.Ask("x", Timeout.InfiniteTimeSpan).IsCompleted));
        }, "dfs", $"{Others} (Task.IsCompleted)");
    }

    private static readonly Dictionary<string, (Action<Heard> Does, string Modulo)> Hidden = new()
    {
        ["a field of each thread"] = (_ => GC.KeepAlive(Locals.OfEach),
            $"{Lots} (the field Locals.OfEach of each thread)"),
        ["a local of a thread"] = (_ => GC.KeepAlive(Locals.OfThread.Value), $"{Lots} (ThreadLocal<Int32>.Value)"),
        ["a local of a flow"] = (_ => GC.KeepAlive(Locals.OfFlow.Value), $"{Lots} (AsyncLocal<String>.Value)"),
        ["a thread"] = (_ => GC.KeepAlive(Thread.CurrentThread.IsThreadPoolThread),
            $"{Lots} (Thread.IsThreadPoolThread)"),
        ["a processor"] = (_ => GC.KeepAlive(Thread.GetCurrentProcessorId()), $"{Lots} (Thread.GetCurrentProcessorId)"),
        ["memory"] = (_ => GC.KeepAlive(GC.CollectionCount(0)), $"{Lots} (GC.CollectionCount)"),
        ["virtual time"] = (me => GC.KeepAlive(me.Around.System.Scheduler.Now), $"{Lots} (ITimeProvider.Now)"),
        ["a hash by a comparer"] = (_ => GC.KeepAlive(StringComparer.Ordinal.GetHashCode("x")),
            $"{Lots} (StringComparer.GetHashCode)"),
        ["the usual hash"] = (_ => GC.KeepAlive(EqualityComparer<string>.Default.GetHashCode("x")),
            $"{Lots} (EqualityComparer<String>.GetHashCode)"),
        ["a lock that a step keeps"] = (_ => Monitor.Enter(new object()), $"{Lots} (Monitor.Enter)"),
        ["a lock that another may have"] = (_ => Monitor.TryEnter(new object()), $"{Lots} (Monitor.TryEnter)"),
        ["who has a lock"] = (_ => GC.KeepAlive(Locals.Gate.IsHeldByCurrentThread),
            $"{Lots} (Lock.IsHeldByCurrentThread)"),
        ["a culture"] = (_ => CultureInfo.CurrentCulture = CultureInfo.InvariantCulture,
            $"{Lots} (CultureInfo.CurrentCulture)"),
        ["a handle"] = (_ =>
            {
                using ManualResetEvent never = new(false);
                ThreadPool.RegisterWaitForSingleObject(never, (_, _) => { }, null, 3_600_000, true).Unregister(null);
            },
            $"{Threads} (ThreadPool.RegisterWaitForSingleObject)"),
        ["what flows no more"] = (_ => ExecutionContext.SuppressFlow().Undo(),
            $"{Threads} (ExecutionContext.SuppressFlow)"),
    };

    public static TheoryData<string> Unseen => [.. Hidden.Keys];

    [Theory, MemberData(nameof(Unseen))]
    public void What_no_order_shows_is_named(string what)
    {
        var (does, modulo) = Hidden[what];
        Check(what, stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => does(me))), "a"), 1), "dfs", modulo);
    }

    private static readonly Dictionary<string, (Action<Heard, IActorRef> Does, string? Modulo)> Timed = new()
    {
        ["another is told before it is told"] = ((me, log) => Schedule(me, log, 0, first: true), Early),
        ["another is told later"] = ((me, log) => Schedule(me, log, 3_600_000, first: true), null),
        ["another was told before it is set"] = ((me, log) => Schedule(me, log, 0, first: false), null),
        ["itself, and it tells another"] = ((me, log) => StartTimer(me, log), null),
        ["itself, and it tells itself"] = ((me, _) => StartTimer(me, me.Me), Early),
        ["something is done, and another told"] = ((me, log) =>
            {
                me.Around.System.Scheduler.Advanced.ScheduleOnce(1, () => log.Tell("timer", log));
                log.Tell("x", log);
            },
            Early),
    };

    public static TheoryData<string> Timers => [.. Timed.Keys];

    /// <summary>Another thread lets it fire, so its step need not be over.</summary>
    [Theory, MemberData(nameof(Timers))]
    public void What_a_timer_does_in_the_midst_of_the_step_that_sets_it_is_named(string told)
    {
        var (does, modulo) = Timed[told];
        Check(told, stage =>
        {
            var log = stage.Create(Heard.Of(me => me.On<string>(_ => { })), "log");
            stage.Tell(stage.Create(Heard.Of(me =>
            {
                me.On<int>(_ => does(me, log));
                me.On<string>(_ => { });
            }), "a"), 1);
        }, "dfs", modulo);
    }

    [Fact]
    public void A_lock_that_the_step_gives_back_is_not() =>
        Check("lock", stage =>
        {
            var (gate, lately) = (new object(), new Lock());
            Each(stage, me =>
            {
                lock (gate) { GC.KeepAlive(me); }
                lock (lately) { GC.KeepAlive(me); }
            });
        }, "dfs", null);

    public static TheoryData<string, Func<object>, string?> Kept => new()
    {
        {
            "a cancellation that nothing waits for", () => new CancellationTokenSource(TimeSpan.FromHours(1)),
            $"{Lots} (when a CancellationTokenSource cancels that nothing waits for)"
        },
        { "a cancellation that never comes", () => new CancellationTokenSource(), null },
    };

    [Theory, MemberData(nameof(Kept))]
    public void What_an_actor_keeps_that_ends_by_the_clock_is_named(string what, Func<object> make, string? modulo) =>
        Check(what, stage => stage.Tell(stage.Create(Heard.Of(me =>
        {
            var kept = make();
            me.On<int>(_ => GC.KeepAlive(kept));
        }), "a"), 1), "dfs", modulo);

    private static void Schedule(Heard me, IActorRef log, int delay, bool first)
    {
        if (!first) { log.Tell("x", log); }
        me.Around.System.Scheduler.ScheduleTellOnce(delay, log, "timer", log);
        if (first) { log.Tell("x", log); }
    }

    private static void StartTimer(Heard me, IActorRef to)
    {
        me.Timers.StartSingleTimer("key", "timer", TimeSpan.Zero);
        to.Tell("x", to);
    }

    private static void Each(Stage stage, Action<Heard> does)
    {
        foreach (var name in Names) { Tells(stage, name, 1, does); }
    }

    private static void Tells(Stage stage, string name, int times, Action<Heard> does) =>
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            for (var at = 0; at < times; at++) { does(me); }
        })), name), 1);

    private static void Check(string what, Action<Stage> begin, string strategy, string? modulo)
    {
        using Played played = new(begin, ActorChecks.NoDeadLetters, ActorChecks.NothingUnhandled);
        var report = ControlledExplorer.Explore(played, strategy, runs: 5000);
        Assert.Equal(Verdict.Held, report.Verdict);
        Assert.True(modulo == report.Modulo, $"{what}, {strategy}: {report.Modulo}");
    }
}
