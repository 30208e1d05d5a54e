using Akka.Actor;
using Akka.Routing;
using VfioActors.Runtime.Control;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>What actors share beside their messages, and what goes on beside them: every end is found.</summary>
public sealed class SharedTests
{
    private static readonly string[] Names = ["a", "b"];


    /// <summary>Each routee tells the log whom it heard.</summary>
    internal static void TwoSendersThroughARoundRobinPool(Stage stage, List<string> words)
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

    private static readonly Dictionary<string, (Action<Stage, List<string>> Begin, string[] Ends)> All = new()
    {
        ["round robin pool"] = (TwoSendersThroughARoundRobinPool,
            ["$a:a $b:b", "$a:b $b:a", "$b:a $a:b", "$b:b $a:a"]),
        ["round robin group"] = (Two_senders_through_a_round_robin_group, ["x:a y:b", "x:b y:a", "y:a x:b", "y:b x:a"]),
        ["selection of a child"] = (Selection_of_a_child_that_another_makes, ["", "hi"]),
        ["actor at the top"] = (An_actor_at_the_top, ["hi x"]),
        ["selection from the root"] = (Selection_from_the_root, ["hi"]),
        ["event stream"] = (Subscribing_against_publishing, ["", "news"]),
        ["piped"] = (Two_asks_piped_to_self, ["a1 a2", "a2 a1"]),
        ["awaited"] = (Two_asks_that_two_await, ["a b", "b a"]),
        ["constructors"] = (Constructors_that_send, ["a b", "b a"]),
        ["timer of a child"] = (A_timer_of_a_child, ["mine tick", "tick mine"]),
        ["stop"] = (A_stop_of_a_child_after_a_message, ["", "hi"]),
        ["when all"] = (When_all, ["ab other", "other ab"]),
        ["thread pool"] = (Code_on_the_thread_pool, ["actor pool", "pool actor"]),
        ["shared list"] = (A_list_that_two_write_to, ["a b", "b a"]),
        ["timer set again"] = (A_timer_that_is_set_again, ["tick tick tick"]),
    };

    public static TheoryData<string> Names_of_all => [.. All.Keys];

    [Theory, MemberData(nameof(Names_of_all))]
    public void Every_strategy_finds_every_end_and_no_other(string program)
    {
        var (begin, ends) = All[program];
        foreach (var strategy in new[] { "dpor", "dfs", "random" })
        {
            Assert.Equal((strategy, string.Join("|", ends)),
                (strategy, string.Join("|", Acting.Explored(begin, strategy, 3000).Ends)));
        }
    }
}
