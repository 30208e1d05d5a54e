using Akka.Actor;
using Akka.Routing;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;
using VfioActors.Testing;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>What actors share beside their messages, and what goes on beside them: every end is found.</summary>
public sealed class SharedTests
{
    private static readonly string[] Names = ["a", "b"];

    /// <summary>Each routee tells the log whom it heard.</summary>
    internal static void Two_senders_through_a_round_robin_pool(Stage stage, List<string> words)
    {
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        var pool = stage.Create(Heard.Of(me => me.On<string>(word => log.Tell($"{me.Me.Path.Name}:{word}")))
            .WithRouter(new RoundRobinPool(2)), "pool");
        foreach (var name in Names)
        {
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => pool.Tell(name))), name), 1);
        }
    }

    internal static void Two_senders_through_a_round_robin_group(Stage stage, List<string> words)
    {
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        foreach (var routee in new[] { "x", "y" })
        {
            stage.Create(Heard.Of(me => me.On<string>(word => log.Tell($"{routee}:{word}"))), routee);
        }

        var group = stage.Create(Props.Empty.WithRouter(new RoundRobinGroup("/user/x", "/user/y")), "group");
        foreach (var name in Names)
        {
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => group.Tell(name))), name), 1);
        }
    }

    internal static void Selection_of_a_child_that_another_makes(Stage stage, List<string> words)
    {
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            me.Around.ActorOf(Heard.Of(its => its.On<string>(words.Add)), "child"))), "parent"), 1);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            me.Around.ActorSelection("/user/parent/child").Tell("hi"))), "seeker"), 1);
    }

    internal static void An_actor_at_the_top(Stage stage, List<string> words)
    {
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            var other = me.Around.System.ActorOf(Heard.Of(its => its.On<string>(word =>
            {
                words.Add(word);
                its.From.Tell('x');
            })), "other");
            other.Tell("hi", me.Me);
        }).On<char>(one => words.Add($"{one}"))), "maker"), 1);
    }

    internal static void Two_that_make_an_actor_of_one_name(Stage stage, List<string> words)
    {
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        foreach (var name in Names)
        {
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => log.Tell($"{name}:{Make(me)}"))), name), 1);
        }

        static string Make(Heard me)
        {
            try
            {
                me.Around.System.ActorOf(Heard.Of(_ => { }), "one");
                return "made";
            }
            catch (InvalidActorNameException)
            {
                return "taken";
            }
        }
    }

    internal static void Selection_from_the_root(Stage stage, List<string> words)
    {
        stage.Create(Heard.Of(me => me.On<string>(words.Add)), "b");
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            me.Around.ActorSelection("/user/b").Tell("hi"))), "a"), 1);
    }

    internal static void Subscribing_against_publishing(Stage stage, List<string> words)
    {
        stage.Create(Heard.Of(me =>
        {
            me.Around.System.EventStream.Subscribe(me.Me, typeof(string));
            me.On<string>(words.Add);
        }), "hearer");
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            me.Around.System.EventStream.Publish("news"))), "teller"), 1);
    }

    /// <summary>
    /// A child fails and is stopped, and what a stranger then tells it comes to nobody, already in the stranger's step:
    /// who stops is looked at by who sends.
    /// </summary>
    internal static void A_child_that_is_stopped_before_it_is_told(Stage stage, List<string> words)
    {
        OneForOneStrategy strategy = new(_ => Directive.Stop);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            var child = me.Around.ActorOf(Heard.Of(its => its.On<string>(word =>
            {
                words.Add(word);
                if (word == "boom") { throw new FormatException(); }
            })), "child");
            me.Around.ActorOf(Heard.Of(its => its.On<IActorRef>(to => to.Tell("x"))), "other").Tell(child);
            child.Tell("boom");
        })).WithSupervisorStrategy(strategy), "parent"), 1);
    }

    internal static void Unsubscribing_against_publishing(Stage stage, List<string> words)
    {
        var hearer = stage.Create(Heard.Of(me => me
            .On<string>(words.Add)
            .On<int>(_ => me.Around.System.EventStream.Unsubscribe(me.Me, typeof(string)))), "hearer");
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            me.Around.System.EventStream.Subscribe(hearer, typeof(string));
            hearer.Tell(1);
            me.Around.ActorOf(Heard.Of(its => its.Around.System.EventStream.Publish("news")), "teller");
        })), "maker"), 1);
    }

    internal static void Two_asks_piped_to_self(Stage stage, List<string> words)
    {
        var oracle = stage.Create(Heard.Of(me => me.On<string>(word => me.From.Tell(word))), "oracle");
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            oracle.Ask<string>("a1", Timeout.InfiniteTimeSpan).PipeTo(me.Me);
            oracle.Ask<string>("a2", Timeout.InfiniteTimeSpan).PipeTo(me.Me);
        }).On<string>(words.Add)), "asker"), 1);
    }

    internal static void Two_asks_that_two_await(Stage stage, List<string> words)
    {
        var oracle = stage.Create(Heard.Of(me => me.On<string>(word => me.From.Tell(word))), "oracle");
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        foreach (var name in Names)
        {
            stage.Tell(stage.Create(Heard.Of(me => me.OnAsync<int>(async _ =>
                log.Tell(await oracle.Ask<string>(name, Timeout.InfiniteTimeSpan)))), name), 1);
        }
    }

    internal static void Constructors_that_send(Stage stage, List<string> words)
    {
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        foreach (var name in Names)
        {
            stage.Create(Heard.Of(me => log.Tell(name)), name);
        }
    }

    internal static void A_timer_of_a_child(Stage stage, List<string> words)
    {
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            me.Around.ActorOf(Heard.Of(its =>
            {
                its.Around.SetReceiveTimeout(TimeSpan.FromSeconds(1));
                its.On<ReceiveTimeout>(_ =>
                {
                    its.Around.Parent.Tell("tick");
                    its.Around.SetReceiveTimeout(null);
                });
            }), "child");
            me.Timers.StartSingleTimer("m", "mine", TimeSpan.FromSeconds(5));
        }).On<string>(words.Add)), "parent"), 1);
    }

    internal static void A_stop_of_a_child_after_a_message(Stage stage, List<string> words)
    {
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            var child = me.Around.ActorOf(Heard.Of(its => its.On<string>(words.Add)), "child");
            child.Tell("hi");
            me.Around.Stop(child);
        })), "parent"), 1);
    }

    internal static void When_all(Stage stage, List<string> words)
    {
        var oracle = stage.Create(Heard.Of(me => me.On<string>(word => me.From.Tell(word))), "oracle");
        var asker = stage.Create(Heard.Of(me => me.On<int>(_ =>
            Task.WhenAll(Names.Select(name => oracle.Ask<string>(name, Timeout.InfiniteTimeSpan)))
                .ContinueWith(all => string.Concat(all.Result), TaskScheduler.Default).PipeTo(me.Me))
            .On<string>(words.Add)), "asker");
        stage.Tell(asker, 1);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => asker.Tell("other"))), "other"), 1);
    }

    internal static void Code_on_the_thread_pool(Stage stage, List<string> words)
    {
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            Task.Run(() => log.Tell("pool"));
            log.Tell("actor");
        })), "a"), 1);
    }

    internal static void A_list_that_two_write_to(Stage stage, List<string> words)
    {
        stage.Share(words);
        foreach (var name in Names)
        {
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            {
                stage.Touches(words);
                words.Add(name);
            })), name), 1);
        }
    }

    internal static void A_timer_that_is_set_again(Stage stage, List<string> words)
    {
        stage.Tell(stage.Create(Heard.Of(me => me
            .On<int>(_ => me.Timers.StartSingleTimer("k", "tick", TimeSpan.FromSeconds(1)))
            .On<string>(word =>
            {
                words.Add(word);
                me.Timers.StartSingleTimer("k", "tick", TimeSpan.FromSeconds(1));
            })), "a"), 1);
    }

    internal static void A_delay_that_is_awaited(Stage stage, List<string> words)
    {
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        stage.Tell(stage.Create(Heard.Of(me => me.OnAsync<int>(async _ =>
        {
            await Task.Delay(TimeSpan.FromHours(1));
            log.Tell("late");
        })), "sleeper"), 1);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => log.Tell("other"))), "other"), 1);
    }

    internal static void A_delay_that_is_piped(Stage stage, List<string> words)
    {
        var sleeper = stage.Create(Heard.Of(me => me
            .On<int>(_ => Task.Delay(TimeSpan.FromHours(1)).PipeTo(me.Me, success: () => "late"))
            .On<string>(words.Add)), "sleeper");
        stage.Tell(sleeper, 1);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => sleeper.Tell("other"))), "other"), 1);
    }

    internal static void An_ask_that_may_time_out(Stage stage, List<string> words)
    {
        var oracle = stage.Create(Heard.Of(me => me.On<string>(word => me.From.Tell(word))), "oracle");
        stage.Tell(stage.Create(Heard.Of(me => me.OnAsync<int>(async _ =>
        {
            try
            {
                words.Add(await oracle.Ask<string>("answer", TimeSpan.FromHours(1)));
            }
            catch (AskTimeoutException)
            {
                words.Add("timeout");
            }
        })), "asker"), 1);
    }

    internal static void A_selection_that_is_resolved(Stage stage, List<string> words)
    {
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            me.Around.ActorOf(Heard.Of(its => { }), "child"))), "parent"), 1);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            me.Around.ActorSelection("/user/parent/child").ResolveOne(TimeSpan.FromHours(1)).PipeTo(
                me.Me, success: found => found.Path.Name, failure: _ => "nobody"))
            .On<string>(words.Add)), "seeker"), 1);
    }

    internal static void An_await_that_waits_for_the_first(Stage stage, List<string> words)
    {
        var oracle = stage.Create(Heard.Of(me => me.On<string>(word => me.From.Tell(word))), "oracle");
        stage.Tell(stage.Create(Heard.Of(me => me.OnAsync<int>(async _ =>
        {
            var answer = oracle.Ask<string>("answer", Timeout.InfiniteTimeSpan);
            var first = await Task.WhenAny(answer, Task.Delay(TimeSpan.FromHours(1)));
            words.Add(first == answer ? await answer : "too late");
        })), "asker"), 1);
    }

    internal static void The_smallest_mailbox(Stage stage, List<string> words)
    {
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        var pool = stage.Create(Heard.Of(me => me.On<string>(_ => log.Tell(me.Me.Path.Name)))
            .WithRouter(new SmallestMailboxPool(2)), "pool");
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            pool.Tell("x");
            me.Me.Tell('y');
        }).On<char>(_ => pool.Tell("y"))), "teller"), 1);
    }

    internal static void The_first_that_answers(Stage stage, List<string> words)
    {
        var pool = stage.Create(Heard.Of(me => me.On<string>(word => me.From.Tell(me.Me.Path.Name)))
            .WithRouter(new ScatterGatherFirstCompletedPool(2, null, TimeSpan.FromHours(1),
                Pool.DefaultSupervisorStrategy, "")), "pool");
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            pool.Ask<string>("x", Timeout.InfiniteTimeSpan).PipeTo(me.Me, failure: _ => "timeout"))
            .On<string>(words.Add)), "asker"), 1);
    }

    private static readonly Dictionary<string, (Action<Stage, List<string>> Begin, string[] Ends)> All = new()
    {
        ["round robin pool"] = (Two_senders_through_a_round_robin_pool,
            ["$a:a $b:b", "$a:b $b:a", "$b:a $a:b", "$b:b $a:a"]),
        ["round robin group"] = (Two_senders_through_a_round_robin_group, ["x:a y:b", "x:b y:a", "y:a x:b", "y:b x:a"]),
        ["selection of a child"] = (Selection_of_a_child_that_another_makes, ["", "hi"]),
        ["actor at the top"] = (An_actor_at_the_top, ["hi x"]),
        ["a name for one"] = (Two_that_make_an_actor_of_one_name,
            ["a:made b:taken", "a:taken b:made", "b:made a:taken", "b:taken a:made"]),
        ["selection from the root"] = (Selection_from_the_root, ["hi"]),
        ["event stream"] = (Subscribing_against_publishing, ["", "news"]),
        ["told after its end"] = (A_child_that_is_stopped_before_it_is_told, ["boom", "x boom"]),
        ["event stream left"] = (Unsubscribing_against_publishing, ["", "news"]),
        ["piped"] = (Two_asks_piped_to_self, ["a1 a2", "a2 a1"]),
        ["awaited"] = (Two_asks_that_two_await, ["a b", "b a"]),
        ["constructors"] = (Constructors_that_send, ["a b", "b a"]),
        ["timer of a child"] = (A_timer_of_a_child, ["mine tick", "tick mine"]),
        ["stop"] = (A_stop_of_a_child_after_a_message, ["", "hi"]),
        ["when all"] = (When_all, ["ab other", "other ab"]),
        ["thread pool"] = (Code_on_the_thread_pool, ["actor pool", "pool actor"]),
        ["shared list"] = (A_list_that_two_write_to, ["a b", "b a"]),
        ["delay awaited"] = (A_delay_that_is_awaited, ["late other", "other late"]),
        ["delay piped"] = (A_delay_that_is_piped, ["late other", "other late"]),
        ["ask times out"] = (An_ask_that_may_time_out, ["answer", "timeout"]),
        ["resolved"] = (A_selection_that_is_resolved, ["child", "nobody"]),
        ["await that waits for the first"] = (An_await_that_waits_for_the_first, ["answer", "too late"]),
        ["smallest mailbox"] = (The_smallest_mailbox, ["$a $a", "$a $b", "$b $a"]),
        ["first that answers"] = (The_first_that_answers, ["$a", "$b", "timeout"]),
        ["timer set again"] = (A_timer_that_is_set_again, ["tick tick tick"]),
    };

    public static TheoryData<string> Names_of_all => [.. All.Keys];

    [Fact]
    public void This_dot_NET_lets_what_goes_on_behind_an_await_be_controlled()
    {
        Assert.True(PoolTrap.IsKnown);
        Assert.True(TimerTrap.IsKnown);
    }

    [Fact]
    public void An_actor_that_blocks_its_thread_is_refused_by_its_name() => Refused(
        (stage, _) =>
        {
            var oracle = stage.Create(Heard.Of(me => me.On<string>(word => me.From.Tell(word))), "oracle");
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(one =>
                me.Me.Tell(oracle.Ask<string>("x", Timeout.InfiniteTimeSpan).Result))), "asker"), 1);
        },
        "asker blocks its thread");

    public static TheoryData<string, Pool> Picking_at_random => new()
    {
        { "one", new RandomPool(2) },
        { "one after the other", new TailChoppingPool(2, TimeSpan.FromHours(1), TimeSpan.FromSeconds(1)) },
    };

    [Theory, MemberData(nameof(Picking_at_random))]
    public void A_router_that_picks_at_random_is_refused_by_its_name(string which, Pool picking) => Refused(
        (stage, _) =>
        {
            Assert.NotEmpty(which);
            var pool = stage.Create(Heard.Of(me => me.On<string>(_ => { })).WithRouter(picking), "pool");
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => pool.Tell("x"))), "teller"), 1);
        },
        "teller sends to the router pool, which picks at random");

    private static void Refused(Action<Stage, List<string>> begin, string reason)
    {
        using Acting acting = new(begin);
        var refused = Assert.Throws<UncontrolledException>(() => ControlledExplorer.Explore(acting, "dpor", 100));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names_of_all))]
    public void Every_strategy_finds_every_end_and_no_other(string program)
    {
        var (begin, ends) = All[program];
        foreach (var strategy in new[] { "dpor", "dfs", "random" })
        {
            Each.Equal(strategy, string.Join("|", ends), string.Join("|", Acting.Explored(begin, strategy, 3000).Ends));
        }
    }
}
