using Akka.Actor;
using Akka.Routing;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Testing;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>Parts of Akka.NET as applications use them, each in a program with more than one end.</summary>
public sealed class RightAlreadyTests
{
    private static readonly string[] Names = ["a", "b"];

    private static readonly Dictionary<string, (Action<Stage, List<string>> Begin, string[] Ends)> All = new()
    {
        ["consistent hashing"] = (Two_of_one_key, ["a b", "b a"]),
        ["poison"] = ((stage, words) => Ended(stage, words, PoisonPill.Instance), ["", "x"]),
        ["kill"] = ((stage, words) => Ended(stage, words, Kill.Instance), ["", "x"]),
        ["watching one who is killed"] = (Watching_one_who_is_killed, ["gone other", "other gone"]),
        ["all for one"] = (A_neighbour_that_fails, ["0", "1"]),
        ["retries"] = (One_that_may_fail_once, ["boom boom", "boom x boom", "x boom boom"]),
        ["state timeout"] = (A_state_that_ends_by_itself, ["ends late", "touched ends"]),
        ["result or end"] = (A_result_against_an_end, ["gone", "result gone"]),
        ["becoming"] = (One_that_becomes_another, ["first:a second:b", "first:b second:a"]),
        ["wildcard"] = (Selection_of_all_children, ["", "hi"]),
        ["identify"] = (Asking_who_is_there, ["child", "nobody"]),
    };

    public static TheoryData<string> Programs => [.. All.Keys];

    [Theory, MemberData(nameof(Programs))]
    public void Every_strategy_finds_every_end_and_no_other(string program)
    {
        var (begin, ends) = All[program];
        foreach (var strategy in new[] { "dpor", "dfs", "random", "pct", "pos", "surw" })
        {
            Each.Equal(strategy, string.Join("|", ends), string.Join("|", Acting.Explored(begin, strategy, 2000).Ends));
        }
    }

    /// <summary>
    /// Each routee hears both senders in either order, and the log the two routees in any: 4 times 6.
    /// </summary>
    [Fact]
    public void What_is_sent_to_all_routees_comes_to_each_in_an_order_of_its_own()
    {
        static void Begin(Stage stage, List<string> words)
        {
            var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
            var pool = stage.Create(Heard.Of(me => me.On<string>(word => log.Tell($"{me.Me.Path.Name}:{word}")))
                .WithRouter(new BroadcastPool(2)), "pool");
            Each_tells(stage, name => pool.Tell(name));
        }

        var (ends, _) = Acting.Explored(Begin, "dpor", 3000);
        Assert.Equal(24, ends.Count);
        Assert.Equal(ends, Acting.Explored(Begin, "dfs", 10_000).Ends);
    }

    private static void Two_of_one_key(Stage stage, List<string> words)
    {
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        var pool = stage.Create(Heard.Of(me => me.On<string>(log.Tell))
            .WithRouter(new ConsistentHashingPool(2)), "pool");
        Each_tells(stage, name => pool.Tell(new ConsistentHashableEnvelope(name, "key")));
    }

    private static void Ended(Stage stage, List<string> words, object end)
    {
        var one = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "one");
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => one.Tell("x"))), "teller"), 1);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => one.Tell(end))), "ender"), 1);
    }

    private static void Watching_one_who_is_killed(Stage stage, List<string> words)
    {
        var one = stage.Create(Heard.Of(_ => { }), "one");
        var watcher = stage.Create(Heard.Of(me => me.On<int>(_ => me.Around.Watch(one))
            .On<Terminated>(_ => words.Add("gone")).On<string>(words.Add)), "watcher");
        stage.Tell(watcher, 1);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => one.Tell(Kill.Instance))), "killer"), 1);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => watcher.Tell("other"))), "other"), 1);
    }

    /// <summary>With one child all are started again: what the other had counted may be lost.</summary>
    private static void A_neighbour_that_fails(Stage stage, List<string> words)
    {
        AllForOneStrategy strategy = new(_ => Directive.Restart);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            var weak = me.Around.ActorOf(Heard.Of(its => its.On<int>(_ => throw new FormatException())), "weak");
            var counts = me.Around.ActorOf(Heard.Of(its =>
            {
                var count = 0;
                its.On<int>(_ => count++).On<string>(_ => words.Add($"{count}"));
            }), "counts");
            weak.Tell(1);
            counts.Tell(1);
            counts.Tell("?");
        })).WithSupervisorStrategy(strategy), "parent"), 1);
    }

    private static void One_that_may_fail_once(Stage stage, List<string> words)
    {
        OneForOneStrategy strategy = new(maxNrOfRetries: 1, withinTimeRange: TimeSpan.FromHours(1),
            _ => Directive.Restart);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            var child = me.Around.ActorOf(Heard.Of(its => its.On<string>(word =>
            {
                words.Add(word);
                if (word == "boom") { throw new FormatException(); }
            })), "child");
            me.Around.ActorOf(Heard.Of(its => its.On<int>(_ => child.Tell("x"))), "other").Tell(1);
            child.Tell("boom");
            child.Tell("boom");
        })).WithSupervisorStrategy(strategy), "parent"), 1);
    }

    private static void A_state_that_ends_by_itself(Stage stage, List<string> words)
    {
        var lamp = stage.Create(Props.Create(() => new Lamp(words)), "lamp");
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => lamp.Tell("touch"))), "hand"), 1);
    }

    private static void A_result_against_an_end(Stage stage, List<string> words)
    {
        var worker = stage.Create(Heard.Of(me => me.On<int>(_ => me.From.Tell("result"))), "worker");
        stage.Tell(stage.Create(Heard.Of(me =>
        {
            me.Around.Watch(worker);
            me.On<int>(one => worker.Tell(one)).On<string>(words.Add).On<Terminated>(_ => words.Add("gone"));
        }), "client"), 1);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => worker.Tell(PoisonPill.Instance))), "ender"), 1);
    }

    private static void One_that_becomes_another(Stage stage, List<string> words)
    {
        var one = stage.Create(Heard.Of(me => me.On<string>(word =>
        {
            words.Add($"first:{word}");
            me.Turn(() => me.On<string>(later => words.Add($"second:{later}")));
        })), "one");
        Each_tells(stage, name => one.Tell(name));
    }

    private static void Selection_of_all_children(Stage stage, List<string> words)
    {
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            me.Around.ActorOf(Heard.Of(its => its.On<string>(words.Add)), "child"))), "parent"), 1);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            me.Around.ActorSelection("/user/parent/*").Tell("hi"))), "seeker"), 1);
    }

    private static void Asking_who_is_there(Stage stage, List<string> words)
    {
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            me.Around.ActorOf(Heard.Of(_ => { }), "child"))), "parent"), 1);
        stage.Tell(stage.Create(Heard.Of(me => me
            .On<int>(_ => me.Around.ActorSelection("/user/parent/child").Tell(new Identify(1), me.Me))
            .On<ActorIdentity>(found => words.Add(found.Subject?.Path.Name ?? "nobody"))), "seeker"), 1);
    }

    private static void Each_tells(Stage stage, Action<string> tell)
    {
        foreach (var name in Names)
        {
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => tell(name))), name), 1);
        }
    }

    /// <summary>Goes out by itself, unless it was touched, which only puts it off.</summary>
    private sealed class Lamp : FSM<bool, int>
    {
        public Lamp(List<string> words)
        {
            When(true, happened =>
            {
                if (happened.FsmEvent is not StateTimeout)
                {
                    words.Add("touched");
                    return Stay();
                }

                words.Add("ends");
                return GoTo(false);
            }, TimeSpan.FromSeconds(1));
            When(false, _ =>
            {
                words.Add("late");
                return Stay();
            });
            StartWith(true, 0);
            Initialize();
        }
    }
}
