using Akka.Actor;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;
using VfioActors.Testing;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>Timers of .NET that are awaited in a later step than they are set in, ended, or set again.</summary>
public sealed class LateTimerTests
{
    private static readonly TimeSpan Later = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, (Action<Stage, List<string>> Begin, string[] Ends)> All = new()
    {
        ["a delay that is awaited later"] = (A_delay_that_is_awaited_later, ["late other", "other late"]),
        ["a cancellation that is given on later"] = (A_cancellation_that_is_given_on_later, ["answer", "cancelled"]),
        ["a cancellation of a constructor"] = (A_cancellation_of_a_constructor, ["answer", "cancelled"]),
        ["a cancellation that is taken back"] = (A_cancellation_that_is_taken_back, ["back", "back cancelled"]),
        ["a timer that is ended"] = (A_timer_that_is_ended, ["ended", "ended tick"]),
        ["a timer that is set again"] = (A_timer_that_is_set_again, ["again tick", "again tick tick"]),
        ["a periodic timer"] = (A_periodic_timer, ["other tick", "tick other"]),
        ["the first of two"] = (The_first_of_two, ["first", "second"]),
        ["two timers of one time"] = (Two_timers_of_one_time, ["1 2", "2 1"]),
        ["two cancellations of one time"] = (Two_cancellations_of_one_time, ["1 2", "2 1"]),
        ["a delay and its cancellation"] = (A_delay_and_its_cancellation, ["cancelled", "late"]),
        ["one time after another"] = (One_time_after_another, ["1 2"]),
        ["a delay that is awaited when time went on"] =
            (A_delay_that_is_awaited_when_time_went_on, ["other tick late", "tick late other", "tick other late"]),
    };

    public static TheoryData<string> Programs => [.. All.Keys];

    [Theory, MemberData(nameof(Programs))]
    public void Every_strategy_finds_every_end_and_no_other(string program)
    {
        var (begin, ends) = All[program];
        foreach (var strategy in new[] { "dpor", "dfs", "random" })
        {
            Each.Equal(strategy, string.Join("|", ends), string.Join("|", Acting.Explored(begin, strategy, 3000).Ends));
        }
    }

    /// <summary>What nobody posts from is seen too: it would be done whenever the pool comes to it.</summary>
    [Fact]
    public void What_an_actor_has_another_thread_do_is_refused_by_its_name()
    {
        using Played played = new(stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            using ManualResetEventSlim done = new();
            ThreadPool.QueueUserWorkItem(_ => done.Set());
            done.Wait();
        })), "one"), 1));
        var refused = Assert.Throws<UncontrolledException>(() => ControlledExplorer.Explore(played, "dpor", 10));
        Assert.StartsWith("what one asked for is done by another thread", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// What is reported by a Progress the pool does some time later: a search whose last message reports is over
    /// before, and its verdict waits for that.
    /// </summary>
    [Fact]
    public void What_is_reported_to_the_pool_in_the_last_step_of_all_is_refused()
    {
        var (handled, last) = (0, int.MaxValue);
        void Begin(Stage stage) => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            if (++handled == last) { ((IProgress<int>)new Progress<int>(_ => { })).Report(1); }
        })), "one"), 1);

        using (Played played = new(Begin)) { ControlledExplorer.Explore(played, "dpor", 10); }
        last = handled;
        for (var time = 0; time < 50; time++)
        {
            handled = 0;
            using Played played = new(Begin);
            var refused = Assert.Throws<UncontrolledException>(() => ControlledExplorer.Explore(played, "dpor", 10));
            Assert.StartsWith("what one asked for is done by another", refused.Message, StringComparison.Ordinal);
        }
    }

    private static void A_delay_that_is_awaited_later(Stage stage, List<string> words)
    {
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        stage.Tell(stage.Create(Heard.Of(me =>
        {
            var delay = Task.CompletedTask;
            me.On<int>(_ =>
            {
                delay = Task.Delay(Later);
                me.Me.Tell('x');
            }).OnAsync<char>(async _ =>
            {
                await delay;
                log.Tell("late");
            });
        }), "sleeper"), 1);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => log.Tell("other"))), "other"), 1);
    }

    private static void A_cancellation_that_is_given_on_later(Stage stage, List<string> words)
    {
        var oracle = Oracle(stage);
        stage.Tell(stage.Create(Heard.Of(me =>
        {
            CancellationTokenSource? source = null;
            me.On<int>(_ =>
            {
                source = new(Later);
                me.Me.Tell('x');
            }).OnAsync<char>(_ => Asks(oracle, words, source!.Token));
        }), "asker"), 1);
    }

    private static void A_cancellation_of_a_constructor(Stage stage, List<string> words)
    {
        var oracle = Oracle(stage);
        stage.Tell(stage.Create(Heard.Of(me =>
        {
            CancellationTokenSource source = new(Later);
            me.OnAsync<int>(_ => Asks(oracle, words, source.Token));
        }), "asker"), 1);
    }

    private static void A_cancellation_that_is_taken_back(Stage stage, List<string> words) =>
        stage.Tell(stage.Create(Heard.Of(me =>
        {
            CancellationTokenSource? source = null;
            me.On<int>(_ =>
            {
                var self = me.Me;
                source = new(Later);
                source.Token.Register(() => self.Tell("cancelled"));
                self.Tell('x');
            }).On<char>(_ =>
            {
                words.Add("back");
                source!.CancelAfter(Timeout.Infinite);
            }).On<string>(words.Add);
        }), "one"), 1);

    private static void A_timer_that_is_ended(Stage stage, List<string> words) =>
        Ticking(stage, words, "ended", timer => timer.Dispose());

    private static void A_timer_that_is_set_again(Stage stage, List<string> words) =>
        Ticking(stage, words, "again", timer => timer.Change(Later, Timeout.InfiniteTimeSpan));

    private static void A_periodic_timer(Stage stage, List<string> words)
    {
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        stage.Tell(stage.Create(Heard.Of(me => me.OnAsync<int>(async _ =>
        {
            using PeriodicTimer timer = new(Later);
            await timer.WaitForNextTickAsync();
            log.Tell("tick");
        })), "ticking"), 1);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => log.Tell("other"))), "other"), 1);
    }

    private static void Two_timers_of_one_time(Stage stage, List<string> words)
    {
        List<Timer> kept = [];
        Setting(stage, words, log =>
        {
            kept.Add(new(_ => log.Tell("1"), null, Later, Timeout.InfiniteTimeSpan));
            kept.Add(new(_ => log.Tell("2"), null, Later, Timeout.InfiniteTimeSpan));
        });
    }

    private static void Two_cancellations_of_one_time(Stage stage, List<string> words) => Setting(stage, words, log =>
    {
        new CancellationTokenSource(Later).Token.Register(() => log.Tell("1"));
        new CancellationTokenSource(Later).Token.Register(() => log.Tell("2"));
    });

    private static void A_delay_and_its_cancellation(Stage stage, List<string> words) =>
        stage.Tell(stage.Create(Heard.Of(me => me.OnAsync<int>(async _ =>
        {
            using CancellationTokenSource source = new(Later);
            try
            {
                await Task.Delay(Later, source.Token);
                words.Add("late");
            }
            catch (OperationCanceledException)
            {
                words.Add("cancelled");
            }
        })), "one"), 1);

    private static void One_time_after_another(Stage stage, List<string> words) => Setting(stage, words, log =>
    {
        new CancellationTokenSource(2 * Later).Token.Register(() => log.Tell("2"));
        new CancellationTokenSource(Later).Token.Register(() => log.Tell("1"));
    });

    /// <summary>Half of the delay has passed by then, whenever the run is taken again.</summary>
    private static void A_delay_that_is_awaited_when_time_went_on(Stage stage, List<string> words)
    {
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        stage.Tell(stage.Create(Heard.Of(me =>
        {
            var delay = Task.CompletedTask;
            me.On<int>(_ =>
            {
                delay = Task.Delay(2 * Later);
                me.Around.System.Scheduler.ScheduleTellOnce(Later, me.Me, "tick", me.Me);
            }).OnAsync<string>(async tick =>
            {
                log.Tell(tick);
                await delay;
                log.Tell("late");
            });
        }), "one"), 1);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => log.Tell("other"))), "other"), 1);
    }

    private static void Setting(Stage stage, List<string> words, Action<IActorRef> set)
    {
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => set(log))), "setter"), 1);
    }

    private static void The_first_of_two(Stage stage, List<string> words) =>
        stage.Tell(stage.Create(Heard.Of(me => me.OnAsync<int>(async _ =>
        {
            var (first, second) = (Task.Delay(Later), Task.Delay(Later));
            words.Add(await Task.WhenAny(first, second) == first ? "first" : "second");
        })), "one"), 1);

    private static void Ticking(Stage stage, List<string> words, string word, Action<Timer> then) =>
        stage.Tell(stage.Create(Heard.Of(me =>
        {
            Timer? timer = null;
            me.On<int>(_ =>
            {
                var self = me.Me;
                timer = new(_ => self.Tell("tick"), null, Later, Timeout.InfiniteTimeSpan);
                self.Tell('x');
            }).On<char>(_ =>
            {
                words.Add(word);
                then(timer!);
            }).On<string>(words.Add);
        }), "one"), 1);

    private static IActorRef Oracle(Stage stage) =>
        stage.Create(Heard.Of(me => me.On<string>(_ => me.From.Tell("answer"))), "oracle");

    private static async Task Asks(IActorRef oracle, List<string> words, CancellationToken token)
    {
        try
        {
            words.Add(await oracle.Ask<string>("?", token));
        }
        catch (OperationCanceledException)
        {
            words.Add("cancelled");
        }
    }
}
