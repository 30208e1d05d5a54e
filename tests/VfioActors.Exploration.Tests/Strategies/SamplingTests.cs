using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Tallies;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Strategies;

public sealed class SamplingTests
{
    public static TheoryData<string> Strategies => ["random", "pct", "pos", "surw", "fest", "portfolio", "adaptive"];

    [Theory, MemberData(nameof(Strategies))]
    public void The_same_seed_takes_the_same_runs_and_another_seed_others(string name)
    {
        var setup = Made.Tally(3, 5, TallyDefects.TornAddition);
        var first = Orders(setup, name, seed: 1);
        Assert.Equal(first, Orders(setup, name, seed: 1));
        Assert.NotEqual(first, Orders(setup, name, seed: 2));
    }

    [Theory, MemberData(nameof(Strategies))]
    public void Any_number_of_workers_finds_the_same(string name)
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var setups = () => Made.Toy(seed, ToyFeatures.Timers | ToyFeatures.Choices | ToyFeatures.Inline);
            var alone = Sampled(setups, name, workers: 1);
            Assert.Equal(300, alone.Runs);
            Assert.Equal(Text(alone), Text(Sampled(setups, name, workers: 2)));
            Assert.Equal(Text(alone), Text(Sampled(setups, name, workers: 3)));
        }
    }

    [Theory, MemberData(nameof(Strategies))]
    public void A_lost_update_among_three_clerks_is_found_within_a_hundred_runs(string name)
    {
        var setup = Made.Tally(3, 0, TallyDefects.TornAddition);
        for (var seed = 1; seed <= 10; seed++)
        {
            var strategy = StrategyCatalog.Make(name, seed, setup.Properties)!;
            var report = Made.Explored(setup, strategy, new() { Runs = 100 });
            Assert.InRange(report.FirstBrokenRun!.Value, 1, 100);
            Assert.All(report.Failures, failure => Assert.Equal("TallyAddsUp", failure.Property.Name));
        }
    }

    [Theory, MemberData(nameof(Strategies))]
    public void Sampling_never_says_that_something_holds(string name)
    {
        var setup = Made.Tally(2, 0);
        var report = Made.Explored(setup, StrategyCatalog.Make(name, 1, setup.Properties)!, new() { Runs = 50 });
        Assert.Equal(50, report.Runs);
        Assert.False(report.Complete);
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
    }

    /// <summary>
    /// The bound is 1 / (n * k^(d - 1)) for n channels and k steps. The rare message must come behind some others and
    /// before the rest, which needs one change of priority: depth 2. With two channels the bound is the chance
    /// itself, so that many runs may lie below it by chance: by four standard deviations hardly ever.
    /// </summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(6, 3)]
    public void Pct_of_depth_2_finds_a_bug_of_depth_2_with_the_chance_it_promises(int others, int before)
    {
        const int Runs = 500;
        const int Seeds = 10;
        var setup = Made.Sketch(builder => RareMessage(builder, others, before));
        var found = Enumerable.Range(1, Seeds)
            .Sum(seed => Made.Explored(setup, new PctStrategy(seed, 2), new() { Runs = Runs }).BrokenRuns);
        var promised = Seeds * Runs / (2.0 * (others + 1));
        Assert.True(found >= promised - (4 * Math.Sqrt(promised)), $"{found} found, {promised} promised");
    }

    [Fact]
    public void Pct_of_depth_1_never_changes_its_mind()
    {
        var setup = Made.Sketch(builder => RareMessage(builder, 3, 2));
        RecordingStrategy recorded = new(new PctStrategy(1, 1));
        Assert.Equal(0, Made.Explored(setup, recorded, new() { Runs = 1_000 }).BrokenRuns);
        Assert.Equal(2, recorded.Orders.Distinct().Count());
    }

    [Fact]
    public void A_portfolio_takes_turns()
    {
        var setup = Made.Tally(3, 5, TallyDefects.TornAddition);
        var runs = Orders(setup, "portfolio", seed: 4);
        var random = Orders(setup, "random", seed: 4);
        Assert.Equal(random.Where((_, run) => run % 4 == 0), runs.Where((_, run) => run % 4 == 0));
    }

    /// <summary>A crash when the rare message comes after exactly so many others of one sender.</summary>
    internal static void RareMessage(ScenarioBuilder builder, int others, int before)
    {
        SketchBehavior counts = new((state, envelope, outbox) =>
        {
            var isRare = Hearing.LabelOf(envelope) == 9;
            Ensure.That(!isRare || state.Value.Value != 1 + before, "the rare message is early or late");
            state.Value.Value++;
        });
        var to = builder.Add("counts", counts);
        builder.Add("many", new SketchBehavior(starts: outbox =>
        {
            for (var sent = 0; sent < others; sent++) { outbox.Send(to, new ToyMessage.Token(1, 0)); }
        }));
        builder.Add("rare", new SketchBehavior(starts: outbox => outbox.Send(to, new ToyMessage.Token(9, 0))));
    }

    private static List<ulong> Orders(Setup setup, string name, long seed)
    {
        RecordingStrategy recorded = new(StrategyCatalog.Make(name, seed, setup.Properties)!);
        Made.Explored(setup, recorded, new() { Runs = 40 });
        return recorded.Orders;
    }

    private static ExplorationReport Sampled(Func<Setup> setups, string name, int workers) =>
        Explorer.Explore(
            setups, made => StrategyCatalog.Make(name, 3, made.Properties)!, new() { Runs = 300, Workers = workers });

    private static string Text(ExplorationReport report) =>
        $"{report.Runs} {report.Left} {report.BrokenRuns} {report.FirstBrokenRun} {report.Deliveries}\n"
            + string.Join('\n', report.Failures.Select(failure =>
                $"{failure.Property.Name} {failure.Reason} {failure.Run} {failure.Occurrences} "
                    + string.Join(' ', failure.Schedule)));
}
