using Akka.Actor;
using VfioActors.Runtime.Control;
using VfioActors.Testing;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>
/// What an actor has done beside it, as by Task.Run, uses what its handlers use: on several threads both may do so at one
/// time, and one loses what the other wrote.
/// </summary>
public sealed class BesideUseTests
{
    private const string Beside = "of one and of what it has done beside";

    private static readonly Dictionary<string, (Func<ActorBase> Make, string? Named)> All = new()
    {
        ["a field by Task.Run"] = (() => new Counter(one => Task.Run(one.Count)), "the field _count"),
        ["a field by ContinueWith"] =
            (() => new Counter(one => Task.Delay(Later).ContinueWith(_ => one.Count())), "the field _count"),
        ["a field behind an await"] = (() => new Counter(one => _ = one.CountLater()), "the field _count"),
        ["a list by Task.Run"] = (() => new Counter(one => Task.Run(one.Note)), "List<Int32>"),
        ["a variable by Task.Run"] = (Counting, "the variable count"),
        ["a field by the scheduler"] = (() => new Counter(one => one.Scheduler.Advanced.ScheduleOnceCancelable(
            Later, () => one.Count())), "the field _count"),
        ["a field by a timer"] =
            (() => new Counter(one => one.Ticks(new(_ => one.Count(), null, Later, Later))), "the field _count"),
        ["a field by a cancellation"] = (() => new Counter(one =>
            new CancellationTokenSource(Later).Token.Register(() => one.Count())), "the field _count"),
        ["its context by Task.Run"] = (() => Asking(it => it.Stop(it.Self)), "the context"),
        ["its context behind an await"] = (AskingLater, "the context"),
        ["its timers by Task.Run"] = (Timing, "the property Timers"),
        ["what is always the same of its context"] = (AskingForNothing, null),
        ["a field before an await"] = (() => new Counter(one => _ = one.CountSooner()), null),
        ["a result that is piped"] = (Piping, null),
        ["nothing but what is set before it starts"] = (() => new Counter(one => Task.Run(one.Look)), null),
        ["a field while the actor waits for it"] = (() => new Counter(one => Task.Run(one.Count)) { Waits = true }, null),
    };

    public static TheoryData<string> Programs => [.. All.Keys];

    private static TimeSpan Later => TimeSpan.FromHours(1);

    [Theory, MemberData(nameof(Programs))]
    public void What_both_may_use_at_one_time_is_named(string program)
    {
        var (make, named) = All[program];
        foreach (var strategy in new[] { "dpor", "dfs" })
        {
            using Played played = new(stage =>
            {
                var one = stage.Create(make, "one");
                stage.Tell(one, "start");
                stage.Tell(one, 1);
            });
            var expected = named is null ? null
                : strategy == "dpor"
                ? $"what actors share beside messages ({named} {Beside}), where they do not say so by Stage.Touches"
                : $"what others do in the midst of a step that uses what they share ({named} {Beside})";
            Each.Equal($"{program} {strategy}", expected, ControlledExplorer.Explore(played, strategy, 1000).Modulo);
        }
    }

    private static Heard Counting() => new(me =>
    {
        var count = 0;
        me.On<string>(_ => Task.Run(() => count++)).On<int>(number => count += number);
    });

    private static Heard Asking(Action<IActorContext> ask) => new(me =>
    {
        var around = me.Around;
        me.On<string>(_ => Task.Run(() => ask(around))).On<int>(_ => { });
    });

    private static Heard AskingForNothing() => new(me =>
    {
        var around = me.Around;
        me.On<string>(_ => Task.Run(() => around.Self.Tell(around.System.Name.Length))).On<int>(_ => { });
    });

    private static Heard AskingLater() => new(me =>
    {
        var around = me.Around;
        me.On<string>(_ => GC.KeepAlive(Stopping())).On<int>(_ => { });

        async Task Stopping()
        {
            await Task.Delay(Later);
            around.Stop(around.Self);
        }
    });

    private static Heard Timing() => new(me =>
        me.On<string>(_ => Task.Run(() => me.Timers.Cancel("none"))).On<int>(_ => me.Timers.CancelAll()));

    private static Heard Piping() => new(me =>
    {
        var count = 0;
        me.On<string>(_ => Task.Run(() => 1).PipeTo(me.Me)).On<int>(number => count += number);
    });

    private sealed class Counter : ReceiveActor
    {
        private readonly List<int> _noted = [];
        private string _name = "";
        private Timer? _timer;
        private int _count;

        public Counter(Func<Counter, object> begin)
        {
            ReceiveAsync<string>(_ => Begun(begin), _ => Waits);
            Receive<string>(_ => GC.KeepAlive(begin(this)));
            Receive<int>(number =>
            {
                _count += number;
                _noted.Add(number);
            });
        }

        public bool Waits { get; init; }

        public IScheduler Scheduler { get; } = Context.System.Scheduler;

        public Timer Ticks(Timer timer) => _timer = timer;

        public int Count() => ++_count;

        public void Note() => _noted.Add(0);

        public void Look() => GC.KeepAlive(_name);

        public async Task CountLater()
        {
            await Task.Delay(Later);
            _count++;
        }

        public async Task CountSooner()
        {
            _count++;
            await Task.Delay(Later);
            GC.KeepAlive(_name);
        }

        protected override void PostStop() => _timer?.Dispose();

        protected override void PreStart() => _name = Self.Path.Name;

        private Task Begun(Func<Counter, object> begin) => (Task)begin(this);
    }
}
