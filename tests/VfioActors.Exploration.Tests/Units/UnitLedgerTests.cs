using VfioActors.Exploration.Programs;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Tests.Livelocks;
using VfioActors.Exploration.Tests.Strategies.Sharing;
using VfioActors.Exploration.Units;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;

namespace VfioActors.Exploration.Tests.Units;

/// <summary>One search in units, done in any order by workers that come and go, is the same search.</summary>
public sealed class UnitLedgerTests
{
    private const long DeliveriesMax = 20_000;

    public static TheoryData<string, Delivery> Searches
    {
        get
        {
            TheoryData<string, Delivery> rows = [];
            foreach (var delivery in Enum.GetValues<Delivery>())
            {
                foreach (var strategy in new[] { "stateful", "dfs", "random", "pct", "pos", "surw", "portfolio" })
                {
                    rows.Add(strategy, delivery);
                }
            }

            return rows;
        }
    }

    public static TheoryData<string, Action<ScenarioBuilder>, string?> EndlessPrograms => LivelockTests.Programs;

    [Theory, MemberData(nameof(Searches))]
    public void Whoever_does_which_unit_the_totals_are_those_of_one(string strategy, Delivery delivery)
    {
        var (compared, lost, repeated, again) = (0, 0, 0L, 0L);
        var samples = StrategyCatalog.Sampling.Contains(strategy);
        ExplorationOptions options = new() { Runs = samples ? 300 : null };
        for (var number = 0; number < ToyCount.Programs / (samples ? 4 : 1); number++)
        {
            Setup Again() => ProgramOf(number, delivery);
            var alone = Alone(Again, strategy, options with { Deliveries = samples ? null : DeliveriesMax });
            if (!samples && (!alone.Complete || alone.CutRuns > 0)) { continue; }
            compared++;
            SimulatedWorkers workers = new(Again, strategy, options, 1 + (number % 4), number) { Losses = number % 6 };
            var together = workers.Search();
            (lost, repeated, again) = (lost + workers.Lost, repeated + workers.Repeated, again + workers.GivenAgain);
            Assert.Equal(SearchTotals.Of(alone), SearchTotals.Of(together));
            if (workers.Restarts == 0) { Assert.Equal(Occurrences(alone), Occurrences(together)); }
            Assert.Equal(alone.Doubt, together.Doubt);
            Assert.Equal(alone.Judged.Claims, together.Judged.Claims);
            Assert.Equal(alone.Judged.NeverApplied, together.Judged.NeverApplied);
            if (strategy != "stateful") { Assert.Equal(alone.FirstBrokenRun, together.FirstBrokenRun); }
            if (strategy != "stateful") { Assert.Equal(Schedules(alone), Schedules(together)); }
        }

        Assert.True(compared >= ToyCount.Programs / 5, $"only {compared} were small enough");
        Assert.True(lost > compared / 2 && again > lost / 2);
        Assert.Equal(strategy == "stateful", repeated > 0);
    }

    [Theory, MemberData(nameof(EndlessPrograms))]
    public void A_way_round_through_many_units_is_found(string program, Action<ScenarioBuilder> build, string? goers)
    {
        for (var workers = 1; workers <= 4; workers++)
        {
            var report = new SimulatedWorkers(() => Made.Sketch(build), "stateful", new(), workers, workers).Search();
            Assert.True(report.Complete, program);
            Assert.Equal(goers is null ? 0 : 1, report.Failures.Count);
        }
    }

    [Theory, MemberData(nameof(SharedSearchTests.ScenarioNames), MemberType = typeof(SharedSearchTests))]
    public void Scenarios_of_the_house_come_to_the_same(string name)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        Setup Again() => Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Causal)
            .Without(property => property is Ordering);
        var alone = Alone(Again, "stateful", new() { Deliveries = 5_000 });
        SimulatedWorkers workers = new(Again, "stateful", new(), 3, 4) { Losses = 3 };
        if (alone.Complete) { Assert.Equal(SearchTotals.Of(alone), SearchTotals.Of(workers.Search())); }
    }

    /// <summary>Actors that walk through graphs, with a way round or without, whoever goes which part of it.</summary>
    [Theory]
    [InlineData(1, 250, 60)]
    [InlineData(2, 14, 4)]
    public void Ways_round_are_found_whoever_does_which_unit(int walkers, int places, int back)
    {
        var endless = 0;
        for (var number = 0; number < 30; number++)
        {
            Setup Again() => Made.Sketch(
                builder => SharedSearchTests.Walkers(builder, number, walkers, places, back));
            var alone = Alone(Again, "stateful", new());
            SimulatedWorkers workers = new(Again, "stateful", new(), 1 + (number % 4), number) { Losses = number % 3 };
            var together = workers.Search();
            endless += alone.Failures.Any(failure => failure.Property.Name == "NoLivelock") ? 1 : 0;
            Assert.True(alone.Complete && together.Complete);
            Assert.Equal(alone.States, together.States);
            Assert.Equal(Names(alone), Names(together));
            Assert.Equal(alone.Doubt, together.Doubt);
        }

        Assert.InRange(endless, 3, 27);
    }

    /// <summary>An actor hears a second sender only on one way: whoever did not go there merged too much.</summary>
    [Theory]
    [InlineData("stateful")]
    [InlineData("dfs")]
    public void What_one_worker_learns_all_begin_again_with(string strategy)
    {
        static Setup Again() => Made.Sketch(SharedSearchTests.LateSender);
        var alone = Alone(Again, strategy, new());
        for (var count = 1; count <= 4; count++)
        {
            SimulatedWorkers workers = new(Again, strategy, new(), count, count) { Losses = 2 };
            var together = workers.Search();
            Assert.Equal(1, workers.Restarts);
            Assert.Equal(alone.States, together.States);
            Assert.Equal(alone.Runs, together.Runs);
            Assert.True(together.Complete);
        }
    }

    /// <summary>To come back to where it was takes a worker as many steps as led there.</summary>
    [Fact]
    public void A_worker_keeps_its_way_until_another_has_nothing_to_do()
    {
        UnitLedger ledger = new(Pair(), "stateful", new()) { UnitSize = 20 };
        var worker = UnitWorker.Make(Pair(), "stateful", new(), new(Turn: 0, []));
        ledger.Join(0);
        for (var number = 0; number < 10; number++)
        {
            var unit = ledger.Take(0)!;
            Assert.Equal(number == 0 ? 1 : 0, unit.Branches.Count);
            Assert.False(unit.LeavesAll);
            var result = worker.Do(unit, default);
            Assert.True(result.HasMore);
            Assert.Empty(result.Left);
            ledger.Accept(0, result);
        }

        ledger.Join(1);
        Assert.Null(ledger.Take(1));
        var last = ledger.Take(0)!;
        Assert.True(last.LeavesAll);
        ledger.Accept(0, worker.Do(last, default));
        Assert.NotEmpty(ledger.Take(1)!.Branches);
        Assert.NotEmpty(ledger.Take(0)!.Branches);
    }

    /// <summary>Of the states on its way none was counted: whoever is given its first state comes to all of them.</summary>
    [Fact]
    public void What_a_lost_worker_was_given_is_given_again_once()
    {
        UnitLedger ledger = new(Pair(), "stateful", new()) { UnitSize = 20 };
        var worker = UnitWorker.Make(Pair(), "stateful", new(), new(Turn: 0, []));
        ledger.Join(0);
        for (var number = 0; number < 10; number++) { ledger.Accept(0, worker.Do(ledger.Take(0)!, default)); }
        ledger.Take(0);
        ledger.Lose(0);
        Assert.Equal(1, ledger.GivenAgain);
        ledger.Join(1);
        Assert.Empty(Assert.Single(ledger.Take(1)!.Branches).Way);
    }

    private static Setup Pair()
    {
        var scenario = ScenarioCatalog.Find("aux-attach-detach")!;
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, [("devices", "3")], []), Delivery.Causal);
    }

    private static IEnumerable<string> Names(ExplorationReport report) =>
        report.Failures.Select(failure => failure.Property.Name).Distinct().Order();

    private static ExplorationReport Alone(Func<Setup> setup, string strategy, ExplorationOptions options) =>
        Explorer.Explore(setup, made => StrategyCatalog.Make(strategy, options.Seed, made.Properties)!, options);

    private static IEnumerable<string> Occurrences(ExplorationReport report) =>
        report.Failures.Select(failure => $"{failure.Property.Name} {failure.Reason} {failure.Occurrences}").Order();

    private static IEnumerable<string> Schedules(ExplorationReport report) =>
        report.Failures.Select(failure => $"{failure.Property.Name} {string.Join(" ", failure.Schedule)}");

    private static Setup ProgramOf(int number, Delivery delivery)
    {
        ProgramScenario scenario = new(ProgramGenerator.Draw(number));
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), delivery)
            .Without(property => property is Ordering);
    }
}
