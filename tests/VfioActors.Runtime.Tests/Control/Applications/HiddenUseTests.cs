using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Akka.Util;
using VfioActors.Exploration;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>What actors share or draw by a way that their own code does not name is named in the verdict.</summary>
public sealed class HiddenUseTests
{
    private static readonly string[] Names = ["a", "b"];
    private static readonly int[] Counts = new int[1];

    internal interface IBook
    {
        int Add(string word);
    }

    internal interface IClock
    {
        long Now { get; }
    }

    internal sealed class Book : IBook
    {
        private static readonly List<string> All = [];

        public static void Clear() => All.Clear();

        public int Add(string word)
        {
            All.Add(word);
            return All.Count;
        }
    }

    internal sealed class Clock : IClock
    {
        public long Now => DateTime.UtcNow.Ticks;
    }

    internal static class Dice<T>
    {
        private static readonly Random Lot = new();

        internal static T One(T[] all) => all[Lot.Next(all.Length)];
    }

    internal static class Started
    {
        internal static readonly Guid Id = Guid.NewGuid();
    }

    public static TheoryData<string, Action<Stage>, string> Shared => new()
    {
        {
            "a static field behind an interface",
            stage =>
            {
                Book.Clear();
                Using(stage, new Book());
            },
            "List<String> of a and b"
        },
        {
            "a static field behind an interface of what the step makes",
            stage => Each(stage, name => Added(new Book(), name)),
            "List<String> of a and b"
        },
        {
            "a static field behind a delegate to a static method",
            stage =>
            {
                Action clear = Book.Clear;
                Each(stage, _ => clear());
            },
            "List<String> of a and b"
        },
        {
            "a part of a variable",
            stage =>
            {
                var both = (Sum: Names.Length, Count: 1);
                Each(stage, _ => both.Sum++);
            },
            "the variable both of a and b"
        },
        {
            "a variable of a parent, which its children set",
            stage =>
            {
                var parent = stage.Create(Heard.Of(me => me.On<int>(_ =>
                {
                    var count = 0;
                    foreach (var name in Names)
                    {
                        me.Around.ActorOf(Heard.Of(child => child.On<int>(_ =>
                            GC.KeepAlive($"{child.Me}{count++}"))), name).Tell(1);
                    }
                })), "p");
                stage.Tell(parent, 1);
            },
            "the variable count of p.a and p.b"
        },
        {
            "a static table that every run leaves in the same way",
            stage =>
            {
                Counts[0] = 0;
                Each(stage, _ => Counts[0]++);
            },
            "Int32[] of a and b"
        },
        {
            "a number of Akka.NET's own kind",
            stage =>
            {
                AtomicReference<string> last = new("");
                Each(stage, name => last.Value = name);
            },
            "AtomicReference<String> of a and b"
        },
        {
            "a count that two go down by",
            stage =>
            {
                CountdownEvent left = new(Names.Length);
                Each(stage, _ => left.Signal());
            },
            "CountdownEvent of a and b"
        },
        {
            "a list whose own method is the handler",
            stage =>
            {
                List<string> words = [];
                foreach (var name in Names)
                {
                    stage.Tell(stage.Create(Heard.Of(me => me.On<string>(words.Add)), name), name);
                }
            },
            "List<String> of a and b"
        },
        {
            "a part of a variable that is only read",
            stage =>
            {
                var both = (Sum: Names.Length, Count: 1);
                Each(stage, _ => GC.KeepAlive(both.Sum));
            },
            ""
        },
        {
            "a lambda that the compiler keeps",
            stage =>
            {
                var parent = stage.Create(Heard.Of(me => me.On<int>(_ =>
                {
                    foreach (var name in Names)
                    {
                        me.Around.ActorOf(Heard.Of(child => child.On<int>(_ => GC.KeepAlive(me))), name).Tell(1);
                    }
                })), "p");
                stage.Tell(parent, 1);
            },
            ""
        },
    };

    [Theory, MemberData(nameof(Shared))]
    public void What_is_shared_is_named(string program, Action<Stage> begin, string shared) => Check(
        program, begin, shared.Length == 0 ? null
            : $"what actors share beside messages ({shared}), where they do not say so by Stage.Touches");

    [Fact]
    public void What_a_weak_reference_leads_to_is_shared_and_whether_it_does_is_drawn() => Check(
        "weak",
        stage =>
        {
            List<string> words = [];
            WeakReference<List<string>> weak = new(words);
            Each(stage, name =>
            {
                if (weak.TryGetTarget(out var known)) { known.Add(name); }
            });
            stage.Create(Heard.Of(me => me.On<string>(words.Add)), "keeper");
        },
        "what actors share beside messages (List<String> of a, b and keeper, WeakReference<List<String>> of a and b), "
            + "where they do not say so by Stage.Touches; and what actors draw by lot or read of a clock "
            + "(WeakReference<List<String>>.TryGetTarget)");

    public static TheoryData<Action<Stage>, string> Lots => new()
    {
        { Drawing<IClock>(new Clock(), clock => clock.Now), "DateTime.UtcNow" },
        { Drawing(TimeProvider.System, clock => clock.GetUtcNow()), "TimeProvider.System" },
        { Drawing(Stopwatch.StartNew(), watch => watch.Elapsed), "Stopwatch" },
        { Drawing(new Random(), random => random.Next()), "new Random()" },
        { Drawing<Func<Guid>>(Guid.NewGuid, make => make()), "Guid.NewGuid" },
        { Drawing(Names, Dice<string>.One), "new Random()" },
        { Drawing(Names, _ => Started.Id), "Guid.NewGuid" },
        { Drawing(Names, names => names.Shuffle().First()), "Enumerable.Shuffle" },
        { Drawing(Names, _ => ThreadLocalRandom.Current.Next()), "ThreadLocalRandom.Current" },
        { Drawing(Names, names => names[0].GetHashCode() % 2), "Object.GetHashCode" },
        { Drawing(Names, names => HashCode.Combine(names)), "HashCode.Combine" },
        { Drawing(Names, _ => Path.GetRandomFileName()), "Path.GetRandomFileName" },
        { Drawing(Task.CompletedTask, task => task.Wait(1)), "Task.Wait" },
        { Drawing(Names, _ => ActorRefs.Nobody.Path.Uid), "ActorPath.Uid" },
        { Drawing(Names.ToImmutableHashSet(), all => all.Count), "" },
        { Drawing(new Random(1), random => random.Next()), "" },
        { Drawing(Names, names => names[0].Length.GetHashCode()), "" },
    };

    [Theory, MemberData(nameof(Lots))]
    public void What_is_drawn_is_named(Action<Stage> begin, string lot) =>
        Check(lot, begin, lot.Length == 0 ? null : $"what actors draw by lot or read of a clock ({lot})");

    /// <summary>What is drawn is when failures happen, and the supervisor judges by that.</summary>
    [Theory]
    [InlineData(1000, "what actors draw by lot or read of a clock (the time range of OneForOneStrategy)")]
    [InlineData(-1, null)]
    public void A_supervisor_that_counts_failures_within_a_time_is_named(int milliseconds, string? modulo)
    {
        using Played played = new(
            stage => stage.Tell(stage.Create(() => new Parent(milliseconds), "parent"), 1),
            ActorChecks.NoUnexpectedFailure);
        Assert.Equal(modulo, ControlledExplorer.Explore(played, "dpor", runs: 100).Modulo);
    }

    /// <summary>The hash of a reference has the number of the actor's life, which Akka.NET draws.</summary>
    [Theory]
    [InlineData(1, null)]
    [InlineData(2, "what actors draw by lot or read of a clock (the order of ImmutableHashSet<IActorRef>)")]
    public void References_in_the_order_of_their_hashes_are_named(int count, string? modulo) => Check("set", stage =>
    {
        var all = Names.Take(count).Select(name => stage.Create(Heard.Of(_ => { }), name)).ToImmutableHashSet();
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => GC.KeepAlive(all.First()))), "c"), 1);
    }, modulo);

    private sealed class Parent : ReceiveActor
    {
        private readonly int _milliseconds;

        public Parent(int milliseconds)
        {
            _milliseconds = milliseconds;
            Receive<int>(one => Context.ActorOf(Heard.Of(me =>
                me.On<int>(_ => throw new InvalidOperationException("weak")))).Tell(one));
        }

        protected override SupervisorStrategy SupervisorStrategy() =>
            new OneForOneStrategy(1, _milliseconds, _ => Directive.Restart);
    }

    [Fact]
    public void Threads_that_actors_start_are_named()
    {
        const string Threads = "what actors do on threads of their own";
        Check("thread", Drawing(Names, _ =>
        {
            Thread thread = new(() => { });
            thread.Start();
            return thread;
        }), $"{Threads} (Thread.Start)");
        Check("task", Drawing(Names, _ => Task.Factory.StartNew(
            () => { }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
            $"{Threads} (a task with TaskCreationOptions)");
    }

    private static void Check(string program, Action<Stage> begin, string? expected)
    {
        using Played played = new(begin);
        var report = ControlledExplorer.Explore(played, "dpor", runs: 1000);
        Assert.Equal(Verdict.Held, report.Verdict);
        Assert.True(expected == report.Modulo, $"{program}: {report.Modulo}");
    }

    private static Action<Stage> Drawing<T>(T from, Func<T, object> draw) =>
        stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => GC.KeepAlive(draw(from)))), "a"), 1);

    internal static void Using(Stage stage, IBook book) => Each(stage, name => book.Add(name));

    internal static void Added(IBook book, string name) => book.Add(name);

    private static void Each(Stage stage, Action<string> hear)
    {
        foreach (var name in Names)
        {
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => hear(name))), name), 1);
        }
    }
}
