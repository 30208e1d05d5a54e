using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Worlds;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Strategies;

public sealed class TwiceStrategyTests
{
    [Fact]
    public void A_counter_kept_in_the_behaviour_is_caught_at_its_step()
    {
        var counter = 0;
        var setup = Made.Sketch(builder =>
        {
            SketchBehavior counts = new((state, _, outbox) => state.Value.Value += ++counter);
            var to = builder.Add("counts", counts);
            ToyMessage.Token token = new(1, 0);
            var relay = builder.Add("relay", new SketchBehavior((_, _, outbox) => outbox.Send(to, token)));
            builder.Add("sender", new SketchBehavior(starts: outbox => outbox.Send(relay, token)));
        });
        var caught = Assert.Throws<HiddenStateException>(
            () => Made.Explored(setup, new TwiceStrategy(new RandomStrategy(1)), new() { Runs = 10 }));
        Assert.Equal(1, caught.Step);
        Assert.NotEqual(caught.First, caught.Second);
        Assert.StartsWith("step 1: Toy.Token from relay to counts led to ", caught.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_depends_on_a_hidden_counter_is_caught_when_it_is_sent()
    {
        var counter = 0;
        var setup = Made.Sketch(builder =>
        {
            var to = builder.Add("hears", new SketchBehavior(Hearing.Sum));
            SketchBehavior tells = new((_, _, outbox) => outbox.Send(to, new ToyMessage.Token(++counter, 0)));
            var teller = builder.Add("tells", tells);
            ToyMessage.Token token = new(1, 0);
            builder.Add("sender", new SketchBehavior(starts: outbox => outbox.Send(teller, token)));
        });
        var caught = Assert.Throws<HiddenStateException>(
            () => Made.Explored(setup, new TwiceStrategy(new PosStrategy(1)), new() { Runs = 1 }));
        Assert.Equal(0, caught.Step);
    }

    [Fact]
    public void A_coin_that_falls_on_the_same_side_a_dozen_times_is_caught_in_a_search_of_one_run()
    {
        var asked = 0;
        var setup = Made.Sketch(builder =>
        {
            SketchBehavior tosses = new((state, _, _) => state.Value.Value += ++asked > 12 ? 2 : 1);
            var coin = builder.Add("coin", tosses);
            ToyMessage.Token token = new(1, 0);
            builder.Add("sender", new SketchBehavior(starts: outbox => outbox.Send(coin, token)));
        });
        var caught = Assert.Throws<HiddenStateException>(
            () => Made.Explored(setup, new TwiceStrategy(new RandomStrategy(1)), new() { Runs = 1 }));
        Assert.Equal(0, caught.Step);
    }

    [Fact]
    public void Of_many_runs_most_are_taken_only_twice()
    {
        var asked = 0;
        var setup = Made.Sketch(builder =>
        {
            var counts = builder.Add("counts", new SketchBehavior((_, _, _) => asked++));
            ToyMessage.Token token = new(1, 0);
            builder.Add("sender", new SketchBehavior(starts: outbox => outbox.Send(counts, token)));
        });
        Made.Explored(setup, new TwiceStrategy(new RandomStrategy(1)), new() { Runs = 1_000 });
        Assert.InRange(asked, 2_000, 2_060);
    }

    public static TheoryData<string> Strategies => [.. StrategyCatalog.Names];

    [Theory, MemberData(nameof(Strategies))]
    public void Behaviours_without_hidden_state_are_explored_as_without_it(string name)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var setup = Made.Toy(seed, ToyFeatures.Timers | ToyFeatures.Choices | ToyFeatures.Inline);
            ExplorationOptions options = new() { Runs = 200 };
            IStrategy Strategy() => StrategyCatalog.Make(name, 1, setup.Properties)!;
            var once = Made.Explored(setup, Strategy(), options);
            var twice = Made.Explored(setup, new TwiceStrategy(Strategy()), options);
            Assert.Equal(Plain(once), Plain(twice));
        }
    }

    private static string Plain(ExplorationReport report) =>
        $"{report.Strategy} {report.Runs} {report.Left} {report.BrokenRuns} {report.Complete}\n"
            + string.Join('\n', Made.Failures(report));
}
