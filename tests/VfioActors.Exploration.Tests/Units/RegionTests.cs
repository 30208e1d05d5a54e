using VfioActors.Exploration.Programs;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Tests.Strategies.Sharing;
using VfioActors.Exploration.Units;
using VfioActors.Exploration.Units.Cuts;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Units;

/// <summary>A search whose states are cut into regions, each of one worker, is the same search.</summary>
public sealed class RegionTests
{
    private const long DeliveriesMax = 20_000;

    public static TheoryData<Delivery> Deliveries => [.. Enum.GetValues<Delivery>()];

    [Theory, MemberData(nameof(Deliveries))]
    public void Whoever_has_which_region_the_totals_are_those_of_one(Delivery delivery)
    {
        var (compared, lost, again) = (0, 0, 0L);
        for (var number = 0; number < ToyCount.Programs * 2; number++)
        {
            ProgramScenario scenario = new(ProgramGenerator.Draw(number));
            Setup Again() => Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), delivery)
                .Without(property => property is Ordering);
            SimulatedWorkers workers = new(Again, "stateful", new(), 1 + (number % 4), number, new RegionSharing(number % 9))
            {
                Losses = number % 6,
            };
            if (!workers.HasRegions) { continue; }
            var alone = Alone(Again, new() { Deliveries = DeliveriesMax });
            if (!alone.Complete || alone.CutRuns > 0) { continue; }
            compared++;
            var together = workers.Search();
            (lost, again) = (lost + workers.Lost, again + workers.GivenAgain);
            Assert.Equal(SearchTotals.Of(alone), SearchTotals.Of(together));
            if (workers.Restarts + workers.Lost == 0) { Assert.Equal(Occurrences(alone), Occurrences(together)); }
            Assert.Equal(alone.Doubt, together.Doubt);
            Assert.Equal(alone.Judged.Claims, together.Judged.Claims);
            Assert.Equal(alone.Judged.NeverApplied, together.Judged.NeverApplied);
            Assert.Equal(0, workers.Repeated);
        }

        Assert.True(compared >= ToyCount.Programs / 10, $"only {compared} were small enough");
        Assert.True(lost > compared / 2 && again > lost / 2);
    }

    [Theory, MemberData(nameof(SharedSearchTests.ScenarioNames), MemberType = typeof(SharedSearchTests))]
    public void Scenarios_of_the_house_come_to_the_same(string name)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        Setup Again() => Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Causal)
            .Without(property => property is Ordering);
        var alone = Alone(Again, new() { Deliveries = 5_000 });
        SimulatedWorkers workers = new(Again, "stateful", new(), 3, 4, new RegionSharing(5)) { Losses = 3 };
        Assert.Equal(name is not ("storm" or "storm-script"), workers.HasRegions);
        if (alone.Complete) { Assert.Equal(SearchTotals.Of(alone), SearchTotals.Of(workers.Search())); }
    }

    /// <summary>A way round of one actor, however far others are: in some region, and not in each.</summary>
    [Fact]
    public void Ways_round_are_found_whoever_has_which_region()
    {
        var endless = 0;
        for (var number = 0; number < 60; number++)
        {
            Setup Again() => Made.Sketch(builder =>
            {
                builder.Add("first", new Advancing(places: 3));
                builder.Add("second", new Advancing(places: 2));
                SharedSearchTests.Walkers(builder, number, walkers: 1, places: 14, back: 10);
            });
            var alone = Alone(Again, new());
            SimulatedWorkers workers = new(Again, "stateful", new(), 1 + (number % 4), number, new RegionSharing(1 + (number % 7)))
            {
                Losses = number % 3,
            };
            Assert.True(workers.HasRegions);
            var together = workers.Search();
            endless += alone.Failures.Any(failure => failure.Property.Name == "NoLivelock") ? 1 : 0;
            Assert.True(alone.Complete && together.Complete);
            Assert.Equal(alone.States, together.States);
            Assert.Equal(Names(alone), Names(together));
            Assert.Equal(alone.Doubt, together.Doubt);
        }

        Assert.InRange(endless, 6, 54);
    }

    /// <summary>Who hears a second sender only on one way: fingerprints, and so regions, are others then.</summary>
    /// <summary>Or begin with, where whoever chooses the cuts looks at enough states to learn it.</summary>
    /// <param name="states">At how many that is.</param>
    /// <param name="restarts">How often all begin again.</param>
    [Theory]
    [InlineData(20, 1)]
    [InlineData(10_000, 0)]
    public void What_one_worker_learns_all_begin_again_with(int states, int restarts)
    {
        static Setup Again() => Made.Sketch(builder =>
        {
            builder.Add("first", new Advancing(places: 1));
            SharedSearchTests.LateSender(builder);
        });
        var alone = Alone(Again, new());
        for (var count = 1; count <= 4; count++)
        {
            SimulatedWorkers workers = new(
                Again, "stateful", new(), count, count, new RegionSharing(2) { StatesMost = states })
            {
                Losses = 2,
            };
            var together = workers.Search();
            Assert.True(workers.HasRegions);
            Assert.Equal(restarts, workers.Restarts);
            Assert.Equal(alone.States, together.States);
            Assert.Equal(alone.Runs, together.Runs);
            Assert.True(together.Complete);
        }
    }

    /// <summary>Then it is not said of one of them alone where the step leads.</summary>
    [Fact]
    public void Two_that_advance_in_one_step_are_both_looked_at()
    {
        static Setup Again() => Made.Sketch(builder =>
        {
            var first = builder.Add("first", new Advancing(places: 6, isLed: true), inline: true);
            var second = builder.Add("second", new Advancing(places: 6, isLed: true), inline: true);
            for (var number = 0; number < 2; number++)
            {
                builder.Add($"leads{number}", new SketchBehavior(
                    (state, envelope, outbox) =>
                    {
                        outbox.Send(first, new ToyMessage.Token(0, 0));
                        outbox.Send(second, new ToyMessage.Token(0, 0));
                        if (++state.Value.Value < 3) { outbox.Send(outbox.Self, new ToyMessage.Token(0, 0)); }
                    },
                    outbox => outbox.Send(outbox.Self, new ToyMessage.Token(0, 0))));
            }

            builder.Add("third", new Advancing(places: 20));
        });
        var alone = Alone(Again, new());
        for (var count = 1; count <= 3; count++)
        {
            SimulatedWorkers workers = new(Again, "stateful", new(), count, count, new RegionSharing(5));
            Assert.Equal(SearchTotals.Of(alone), SearchTotals.Of(workers.Search()));
        }
    }

    /// <summary>Otherwise nobody could see that a run goes round through two regions.</summary>
    [Fact]
    public void Who_goes_back_to_a_place_before_ends_the_search()
    {
        static Setup Again() => Made.Sketch(builder =>
        {
            builder.Add("stays", new Advancing(places: 0));
            builder.Add("second", new Advancing(places: 3, back: 2));
        });
        var refused = Assert.Throws<UnitFailedException>(
            () => new SimulatedWorkers(Again, "stateful", new(), 2, 1, new RegionSharing(2)).Search());
        Assert.Contains(
            "second went back to a place before, which a state that advances never does", refused.Message,
            StringComparison.Ordinal);
        Assert.True(Alone(Again, new()).Complete);
    }

    private static ExplorationReport Alone(Func<Setup> setup, ExplorationOptions options) =>
        Explorer.Explore(setup, made => StrategyCatalog.Make("stateful", options.Seed, made.Properties)!, options);

    private static IEnumerable<string> Names(ExplorationReport report) =>
        report.Failures.Select(failure => failure.Property.Name).Distinct().Order();

    private static IEnumerable<string> Occurrences(ExplorationReport report) =>
        report.Failures.Select(failure => $"{failure.Property.Name} {failure.Reason} {failure.Occurrences}").Order();
}
