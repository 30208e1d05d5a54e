using VfioActors.Behaviors;
using VfioActors.Behaviors.Stepping;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Tallies;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Worlds;

public sealed class BrokenWorldTests
{
    public static TheoryData<string> Exhaustive => ["dfs", "dpor", "stateful"];

    /// <summary>Two of the 3! orders begin with the message that kills, and are one run then.</summary>
    [Theory, MemberData(nameof(Exhaustive))]
    public void A_crash_ends_its_run_and_not_the_search(string name)
    {
        var setup = Made.Sketch(builder => Three(builder, first => Ensure.That(first != 2, "nothing begins with 2")));
        var report = Made.Explored(setup, StrategyCatalog.Make(name, 1, setup.Properties)!);
        var failure = Assert.Single(report.Failures);
        Assert.Equal("NoBrokenPromise", failure.Property.Name);
        Assert.Equal("hears: nothing begins with 2", failure.Reason);
        Assert.Single(failure.Schedule);
        Assert.Equal(5, report.Runs);
        Assert.True(report.Complete);
        Assert.Equal(Verdict.Broken, report.Verdict);
    }

    [Fact]
    public void An_exception_is_a_crash_like_a_broken_promise()
    {
        var setup = Made.Sketch(builder => Three(builder, first =>
        {
            if (first == 3) { throw new InvalidOperationException("no 3"); }
        }));
        var report = Made.Explored(setup, new DporStrategy(setup.Properties));
        Assert.Equal(["NoBrokenPromise: hears: InvalidOperationException: no 3"], Made.Failures(report));
        Assert.True(report.Complete);
    }

    [Fact]
    public void After_a_crash_nothing_is_enabled_until_the_world_goes_back()
    {
        var setup = Made.Sketch(builder => Three(builder, first => Ensure.That(first != 1, "nothing begins with 1")));
        var world = setup.MakeWorld();
        var (before, choices) = (world.Fingerprint, world.Enabled.ToArray());
        world.Take(choices[0]);
        Assert.Equal(new(CrashKind.BrokenPromise, "nothing begins with 1"), world.Crash);
        Assert.Equal(0, world.Enabled.Length);
        world.BackTo(0);
        Assert.Null(world.Crash);
        Assert.Equal(choices, world.Enabled.ToArray());
        Assert.Equal(before, world.Fingerprint);
    }

    /// <summary>Two first messages of three kill; behind the third the other two come in both orders.</summary>
    [Theory, MemberData(nameof(Exhaustive))]
    public void What_a_crash_cut_off_is_tried_elsewhere(string name)
    {
        var setup = Made.Sketch(builder => Three(builder, first => Ensure.That(first == 3, "3 begins")));
        var report = Made.Explored(setup, StrategyCatalog.Make(name, 1, setup.Properties)!);
        Assert.Equal(4, report.Runs);
        Assert.Equal(2, report.BrokenRuns);
        Assert.True(report.Complete);
    }

    [Fact]
    public void A_run_may_stop_where_it_is_first_broken()
    {
        var sketch = Made.Sketch(builder =>
        {
            Three(builder, _ => { });
            builder.Claim(new StaysAtOne());
        });
        var through = Made.Explored(sketch, new DfsStrategy());
        var stopped = Made.Explored(sketch, new DfsStrategy(), new() { StopsRuns = true });
        Assert.Equal(6, through.Runs);
        Assert.Equal(6, through.BrokenRuns);
        Assert.Equal(3, stopped.Runs);
        Assert.Equal(3, stopped.BrokenRuns);
        Assert.Equal(3, stopped.Deliveries);
        Assert.Equal(Made.Failures(through), Made.Failures(stopped));
    }

    /// <summary>Nobody knows what the runs would have come to that were stopped.</summary>
    [Theory, MemberData(nameof(Exhaustive))]
    public void A_witness_behind_the_place_where_runs_stop_is_not_called_unreached(string name)
    {
        var sketch = Made.Sketch(builder =>
        {
            Three(builder, _ => { });
            builder.Claim(new StaysAtOne(), new ThreeCame());
        });
        var strategy = StrategyCatalog.Make(name, 1, sketch.Properties)!;
        var report = Made.Explored(sketch, strategy, new() { StopsRuns = true });
        Assert.All(report.Failures, failure => Assert.Equal("StaysAtOne", failure.Property.Name));
    }

    [Fact]
    public void Everything_may_stop_at_the_first_broken_run()
    {
        var setup = Made.Tally(3, 0, TallyDefects.TornAddition);
        var report = Made.Explored(setup, new RandomStrategy(1), new() { Runs = 1_000, StopsAtFirst = true });
        Assert.Equal(1, report.BrokenRuns);
        Assert.Equal(report.FirstBrokenRun, report.Runs);
    }

    [Fact]
    public void Two_that_send_a_message_to_and_fro_for_ever_never_come_to_rest()
    {
        var setup = Made.Sketch(
            builder =>
            {
                SketchBehavior answers = new(
                    (_, envelope, outbox) => outbox.Send(envelope.From, envelope.Read<ToyMessage.Token>()));
                var wall = builder.Add("wall", answers);
                builder.Add("player", new SketchBehavior(
                    (_, envelope, outbox) => outbox.Send(wall, envelope.Read<ToyMessage.Token>()),
                    outbox => outbox.Send(wall, new ToyMessage.Token(1, 0))));
            },
            Delivery.Pair);
        var report = Made.Explored(setup, new DfsStrategy(counts: false));
        Assert.Equal(1, report.Runs);
        Assert.Equal(1, report.CutRuns);
        Assert.False(report.Complete);
        Assert.Equal(1_000, report.Deliveries);
        var merged = Made.Explored(setup, new StatefulStrategy());
        Assert.Equal(0, merged.Runs);
        Assert.All([report, merged], one =>
        {
            var failure = Assert.Single(one.Failures);
            Assert.Equal("NoLivelock", failure.Property.Name);
            Assert.Equal(Verdict.Broken, one.Verdict);
            Assert.Equal("wall and player go round for ever: the same state comes again", failure.Reason);
        });
    }

    /// <summary>Whether steps are remembered or not, and again after going back.</summary>
    [Theory]
    [InlineData(0, 0), InlineData(0, World.CachedMax), InlineData(9, 0), InlineData(9, World.CachedMax)]
    public void Who_sends_to_an_actor_that_there_is_not_crashes(int receiver, int remembered)
    {
        ToyMessage.Token token = new(1, 0);
        var setup = Made.Sketch(builder =>
        {
            var sends = builder.Add("sends", new SketchBehavior((_, _, outbox) => outbox.Send(new(receiver), token)));
            builder.Add("begins", new SketchBehavior(starts: outbox => outbox.Send(sends, token)));
        });
        var world = setup.MakeWorld(remembered);
        for (var time = 0; time < 2; time++)
        {
            world.Take(world.Enabled[0]);
            Assert.Equal(
                new(CrashKind.NoReceiver, $"sends Toy.Token to actor {receiver}, and there are actors 1 to 2"),
                world.Crash);
            Assert.Equal(0, world.Enabled.Length);
            world.BackTo(0);
        }
    }

    private static void Three(ScenarioBuilder builder, Action<int> first)
    {
        SketchBehavior hears = new((state, envelope, outbox) =>
        {
            if (state.Value.Value == 1) { first(Hearing.LabelOf(envelope)); }
            Hearing.Digits(state, envelope, outbox);
        });
        var to = builder.Add("hears", hears);
        for (var sender = 1; sender <= 3; sender++)
        {
            ToyMessage.Token token = new(sender, 0);
            builder.Add($"sender{sender}", new SketchBehavior(starts: outbox => outbox.Send(to, token)));
        }
    }

    /// <summary>Some run comes to its end.</summary>
    private sealed class ThreeCame : Witness
    {
        public override string Claim => "Some run comes to rest.";

        public override bool Reached(IWorldView view) => true;
    }
}
