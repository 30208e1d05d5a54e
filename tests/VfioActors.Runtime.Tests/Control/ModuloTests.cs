using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Akka.Actor;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>What actors could share beside messages, and do not say so, is named in the verdict.</summary>
public sealed class ModuloTests
{
    private static readonly string[] Names = ["a", "b"];
    private static readonly string[] Table = ["x", "y"];
    private static readonly StrongBox<int> Count = new();

    internal sealed class Ledger
    {
        internal int Sum { get; set; }
    }

    internal sealed record Settings(int Size);

    internal sealed record Named(string Name, Ledger Ledger);

    public static TheoryData<string, Action<Stage>, string> Programs => new()
    {
        {
            "a list that two write to",
            stage =>
            {
                List<string> words = [];
                Each(stage, name => me => me.On<int>(_ => words.Add(name)));
            },
            "List<String> of a and b"
        },
        {
            "a list that two write to behind an await",
            stage =>
            {
                List<string> words = [];
                Each(stage, name => me => me.OnAsync<int>(async _ =>
                {
                    await Task.Yield();
                    words.Add(name);
                }));
            },
            "List<String> of a and b"
        },
        {
            "an object of one's own",
            stage =>
            {
                Ledger ledger = new();
                Each(stage, _ => me => me.On<int>(one => ledger.Sum += one));
            },
            "Ledger of a and b"
        },
        {
            "a variable",
            stage =>
            {
                var count = 0;
                Each(stage, _ => me => me.On<int>(one => count += one));
                stage.Create(Heard.Of(_ => { }), $"c{count}");
            },
            "the variable count of a and b"
        },
        {
            "what a static field holds",
            stage => Each(stage, _ => me => me.On<int>(one => Count.Value += one)),
            "StrongBox<Int32> of a and b"
        },
        {
            "an object that was sent and kept",
            stage =>
            {
                var keeper = stage.Create(Heard.Of(me =>
                {
                    Ledger? kept = null;
                    me.On<Ledger>(one => kept = one).On<string>(_ => kept!.Sum++);
                }), "keeper");
                Ledger? mine = null;
                stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => keeper.Tell(mine = new()))
                    .On<string>(_ => mine!.Sum++)), "giver"), 1);
            },
            "Ledger of keeper and giver"
        },
        {
            "a list that is sent to two",
            stage =>
            {
                List<string> words = [];
                Tell(stage, words, name => me => me.On<List<string>>(list => list.Add(name)));
            },
            "List<String> of a and b"
        },
        {
            "an object within what is sent to two",
            stage =>
            {
                Ledger ledger = new();
                foreach (var name in Names)
                {
                    var actor = stage.Create(Heard.Of(me => me.On<Named>(one => one.Ledger.Sum++)), name);
                    stage.Tell(actor, new Named(name, ledger));
                }
            },
            "Ledger of a and b"
        },
        {
            "a task that two may end",
            stage => Tell(stage, new TaskCompletionSource<string>(),
                name => me => me.On<TaskCompletionSource<string>>(one => one.TrySetResult(name))),
            "TaskCompletionSource<String> of a and b"
        },
        {
            "a timer that another may cancel",
            stage =>
            {
                var other = stage.Create(Heard.Of(me => me.On<ICancelable>(one => one.Cancel())), "b");
                stage.Tell(stage.Create(Heard.Of(me => me.On<string>(_ => { }).On<int>(_ =>
                {
                    Cancelable timer = new(me.Around.System.Scheduler);
                    me.Around.System.Scheduler.ScheduleTellOnce(1000, me.Me, "tick", me.Me, timer);
                    other.Tell(timer);
                })), "a"), 1);
            },
            "Cancelable of b and a"
        },
        {
            "a semaphore",
            stage =>
            {
                SemaphoreSlim gate = new(1);
                Each(stage, _ => me => me.On<int>(_ => gate.Wait(0)));
            },
            "SemaphoreSlim of a and b"
        },
        {
            "a cancellation that one asks for and another looks at",
            stage =>
            {
                CancellationTokenSource source = new();
                var token = source.Token;
                var isAsked = false;
                stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => source.Cancel())), "a"), 1);
                var looker = Heard.Of(me => me.On<int>(_ => isAsked = token.IsCancellationRequested));
                stage.Tell(stage.Create(looker, "b"), 1);
            },
            "CancellationTokenSource of a and b"
        },
        {
            "what nobody can change, sent to two",
            stage => Tell(stage, new Settings(2), _ => me => me.On<Settings>(_ => { })),
            ""
        },
        {
            "an object that goes to one",
            stage =>
            {
                foreach (var name in Names)
                {
                    stage.Tell(stage.Create(Heard.Of(me => me.On<Ledger>(one => one.Sum++)), name), new Ledger());
                }
            },
            ""
        },
        {
            "what belongs to the whole program",
            stage => Each(stage, name => me => me.On<int>(_ => AppContext.SetData("a datum of ModuloTests", name))),
            "AppContext.SetData"
        },
        {
            "an extension of the system",
            stage => Each(stage, _ => me => me.On<int>(_ => me.Around.System.TryGetExtension<IExtension>(out var _))),
            "ActorSystem.TryGetExtension"
        },
        {
            "whether what is waited for is there, which somebody else's step decides",
            stage =>
            {
                var oracle = stage.Create(Heard.Of(me => me.On<string>(word => me.From.Tell(word))), "oracle");
                Each(stage, _ => me => me.OnAsync<int>(async _ =>
                {
                    var asked = oracle.Ask<string>("x", Timeout.InfiniteTimeSpan);
                    await Task.Yield();
                    if (!asked.IsCompleted) { await asked; }
                }));
            },
            "Task.IsCompleted"
        },
        {
            "each its own list",
            stage => Each(stage, name =>
            {
                List<string> words = [];
                return me => me.On<int>(_ => words.Add(name));
            }),
            ""
        },
        {
            "a list that one of them uses, though all stand in one method",
            stage =>
            {
                List<string> words = [];
                var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
                Each(stage, name => me => me.On<int>(_ => log.Tell(name)));
            },
            ""
        },
        {
            "what nobody can change",
            stage =>
            {
                Settings settings = new(2);
                var many = Names.ToImmutableDictionary(name => name);
                Each(stage, name => me => me.On<int>(_ => me.Me.Tell($"{many[name]}{settings.Size}{Table[0]}"))
                    .On<string>(_ => { }));
            },
            ""
        },
        {
            "a list that expressions captured which make actors",
            stage =>
            {
                List<string> words = [];
                foreach (var name in Names)
                {
                    stage.Tell(stage.Create(
                        Props.Create(() => new Heard(me => me.On<int>(_ => words.Add("x")), null)), name), 1);
                }
            },
            "List<String> of a and b"
        },
        {
            "a list of which they say when they use it",
            stage =>
            {
                List<string> words = [];
                Each(stage, name => me => me.On<int>(_ =>
                {
                    stage.Touches(words);
                    words.Add(name);
                }));
            },
            ""
        },
    };

    [Theory, MemberData(nameof(Programs))]
    public void What_is_shared_is_named_and_nothing_else(string program, Action<Stage> begin, string shared)
    {
        using Played played = new(begin);
        var report = ControlledExplorer.Explore(played, "dpor", runs: 1000);
        Assert.Equal(Verdict.Held, report.Verdict);
        var expected = shared.Length == 0 ? null
            : $"what actors share beside messages ({shared}), where they do not say so by Stage.Touches";
        Assert.True(expected == report.Modulo, $"{program}: {report.Modulo}");
    }

    public static TheoryData<string, Action<Stage>> Lots => new()
    {
        { "Random.Shared", Keeping(() => Random.Shared.Next()) },
        { "new Random()", Keeping(() => new Random().Next()) },
        { "DateTime.UtcNow", Keeping(() => DateTime.UtcNow) },
        { "Guid.NewGuid", stage => Each(stage, _ => me => me.OnAsync<int>(_ => Task.FromResult(Guid.NewGuid()))) },
    };

    [Theory, MemberData(nameof(Lots))]
    public void What_is_drawn_or_read_from_a_clock_stands_in_every_verdict(string call, Action<Stage> begin)
    {
        foreach (var strategy in new[] { "dpor", "dfs" })
        {
            using Played played = new(begin);
            var report = ControlledExplorer.Explore(played, strategy, runs: 1000);
            Assert.Equal(Verdict.Held, report.Verdict);
            Assert.Equal($"what actors draw by lot or read of a clock ({call})", report.Modulo);
        }
    }

    [Fact]
    public void A_search_that_tries_every_order_holds_but_for_what_comes_in_the_midst_of_a_step()
    {
        List<string> words = [];
        using Played played = new(stage => Each(stage, name => me => me.On<int>(_ => words.Add(name))));
        var report = ControlledExplorer.Explore(played, "dfs", runs: 1000);
        Assert.Equal(Verdict.Held, report.Verdict);
        Assert.Equal("what others do in the midst of a step that uses what they share (List<String> of a and b)",
            report.Modulo);
    }

    [Fact]
    public void States_of_real_actors_are_never_merged()
    {
        using Played played = new(stage => Each(stage, _ => me => me.On<int>(_ => { })));
        var refused = Assert.Throws<NotSupportedException>(() => Search.Run(
            () => Setup.Of(played, Exploration.Scenarios.ScenarioArguments.Of(played, [], []), Delivery.Causal),
            "stateful", new() { Runs = 100 }));
        Assert.Equal(
            "stateful merges states, and what the actors of played remember cannot be seen", refused.Message);
    }

    private static Action<Stage> Keeping<T>(Func<T> draw) =>
        stage => Each(stage, _ => me => me.On<int>(_ => GC.KeepAlive(draw())));

    private static void Tell(Stage stage, object message, Func<string, Action<Heard>> set)
    {
        foreach (var name in Names) { stage.Tell(stage.Create(Heard.Of(set(name)), name), message); }
    }

    private static void Each(Stage stage, Func<string, Action<Heard>> set)
    {
        foreach (var name in Names) { stage.Tell(stage.Create(Heard.Of(set(name)), name), 1); }
    }
}
