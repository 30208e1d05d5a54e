using VfioActors.Behaviors;
using VfioActors.Exploration.Programs;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Tests.Livelocks;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Strategies.Sharing;

/// <summary>One exhaustive search on several threads is the same search.</summary>
public sealed class SharedSearchTests
{
    private const long DeliveriesMax = 20_000;

    /// <summary>Each strategy and delivery.</summary>
    public static TheoryData<string, Delivery> Searches
    {
        get
        {
            TheoryData<string, Delivery> rows = [];
            foreach (var delivery in Enum.GetValues<Delivery>())
            {
                rows.Add("stateful", delivery);
                rows.Add("dfs", delivery);
                if (delivery != Delivery.Bag) { rows.Add("dpor", delivery); }
            }

            return rows;
        }
    }

    public static TheoryData<string, Action<ScenarioBuilder>, string?> EndlessPrograms => LivelockTests.Programs;

    public static TheoryData<string> ScenarioNames =>
        [.. ScenarioCatalog.All.Where(scenario => scenario.TellsStatesApart).Select(scenario => scenario.Name)];

    [Theory, MemberData(nameof(Searches))]
    public void Any_number_of_threads_counts_and_finds_the_same(string strategy, Delivery delivery)
    {
        var compared = 0;
        for (var number = 0; number < ToyCount.Programs; number++)
        {
            Setup Again() => ProgramOf(number, delivery);
            var alone = Explored(Again, strategy, 1, new() { Deliveries = DeliveriesMax });
            if (!alone.Complete || alone.CutRuns > 0) { continue; }
            compared++;
            var threads = 2 + (number % 4);
            var together = Explored(Again, strategy, threads);
            Assert.Equal(SearchTotals.Of(alone), SearchTotals.Of(together));
        }

        Assert.True(compared >= ToyCount.Programs / 4, $"only {compared} were small enough");
    }

    [Theory, MemberData(nameof(ScenarioNames))]
    public void Scenarios_of_the_house_have_as_many_states(string name)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        Setup Again() => Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Causal)
            .Without(property => property is Ordering);
        var alone = Explored(Again, "stateful", 1, new() { Deliveries = 20_000 });
        var together = Explored(Again, "stateful", 2, new() { Deliveries = alone.Complete ? null : 20_000 });
        Assert.Equal(alone.Complete, together.Complete);
        if (alone.Complete) { Assert.Equal(SearchTotals.Of(alone), SearchTotals.Of(together)); }
    }

    [Theory, MemberData(nameof(EndlessPrograms))]
    public void A_way_round_that_no_thread_goes_alone_is_found(
        string program, Action<ScenarioBuilder> build, string? goers)
    {
        for (var threads = 2; threads <= 5; threads++)
        {
            var report = Explored(() => Made.Sketch(build), "stateful", threads);
            Assert.True(report.Complete, program);
            Assert.Equal(goers is null ? 0 : 1, report.Failures.Count);
        }
    }

    /// <summary>
    /// Actors that walk through graphs as the host says: with a way round or without, whoever goes which part of it.
    /// </summary>
    [Theory]
    [InlineData(1, 250, 60)]
    [InlineData(2, 14, 4)]
    public void Ways_round_are_found_by_any_number_of_threads(int walkers, int places, int back)
    {
        var endless = 0;
        for (var number = 0; number < 60; number++)
        {
            Setup Again() => Made.Sketch(builder => Walkers(builder, number, walkers, places, back));
            var alone = Explored(Again, "stateful", 1);
            var together = Explored(Again, "stateful", 2 + (number % 4));
            endless += alone.Failures.Any(failure => failure.Property.Name == "NoLivelock") ? 1 : 0;
            Assert.True(alone.Complete && together.Complete);
            Assert.Equal(alone.States, together.States);
            Assert.Equal(Broken(alone), Broken(together));
            Assert.Equal(alone.Doubt, together.Doubt);
        }

        Assert.InRange(endless, 6, 54);
    }

    [Fact]
    public void A_waived_way_round_is_not_looked_for_by_several_threads_either()
    {
        for (var number = 0; number < 60; number++)
        {
            Setup Again() => Made.Sketch(builder =>
            {
                Walkers(builder, number, 2, 14, 4);
                builder.Waive("NoLivelock", "it walks");
            });
            var together = Explored(Again, "stateful", 2 + (number % 4));
            var alone = Explored(Again, "stateful", 1);
            Assert.DoesNotContain("NoLivelock", Broken(together));
            Assert.Equal(SearchTotals.Of(alone), SearchTotals.Of(together));
            Assert.Equal(alone.Doubt, together.Doubt);
        }
    }

    [Theory]
    [InlineData("stateful")]
    [InlineData("dpor")]
    public void Which_run_broke_something_first_is_said_where_runs_come_in_an_order(string strategy)
    {
        Setup Broken() => ScenarioOf("aux-attach-detach", "AUX-03");
        Assert.True(Explored(Broken, strategy, 1).FirstBrokenRun > 0);
        Assert.Null(Explored(Broken, strategy, 2).FirstBrokenRun);
        Assert.Equal(0, Explored(() => ScenarioOf("aux-attach-detach"), strategy, 2).FirstBrokenRun);
    }

    /// <summary>An actor hears a second sender only on one way: whoever did not go there merged too much.</summary>
    [Theory]
    [InlineData("stateful")]
    [InlineData("dfs")]
    public void What_one_thread_learns_all_begin_again_with(string strategy)
    {
        Setup Again() => Made.Sketch(LateSender);
        var alone = Explored(Again, strategy, 1);
        for (var threads = 2; threads <= 5; threads++)
        {
            var together = Explored(Again, strategy, threads);
            Assert.Equal(alone.States, together.States);
            Assert.Equal(alone.Runs, together.Runs);
            Assert.True(together.Complete);
        }
    }

    [Fact]
    public void A_budget_of_runs_is_one_for_all()
    {
        Setup Again() => ScenarioOf("aux-attach-detach");
        var report = Explored(Again, "dfs", 3, new() { Runs = 1_000 });
        Assert.False(report.Complete);
        Assert.InRange(report.Runs, 1_000, 1_002);
        Assert.True(report.Remainder!.UntriedSteps > 0);
    }

    [Fact]
    public void The_first_that_breaks_ends_all()
    {
        Setup Again() => ScenarioOf("aux-attach-detach", "AUX-03");
        var report = Explored(Again, "stateful", 3, new() { StopsAtFirst = true });
        Assert.NotEmpty(report.Failures);
        Assert.Equal(Verdict.Broken, report.Verdict);
    }

    [Theory]
    [InlineData("breadth")]
    public void What_cannot_be_split_has_one_thread(string strategy)
    {
        Setup Again() => ScenarioOf("aux-attach-detach", "AUX-03");
        var alone = Explored(Again, strategy, 1);
        var asked = Explored(Again, strategy, 3);
        Assert.Equal(SearchTotals.Of(alone), SearchTotals.Of(asked));
    }

    private static IEnumerable<string> Broken(ExplorationReport report) =>
        report.Failures.Select(failure => failure.Property.Name).Distinct().Order();

    private static ExplorationReport Explored(
        Func<Setup> setup, string strategy, int threads, ExplorationOptions? options = null) =>
        Explorer.Explore(
            setup,
            made => StrategyCatalog.Make(strategy, 1, made.Properties)!,
            (options ?? new()) with { Workers = threads });

    private static Setup ScenarioOf(string name, params string[] defects)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, [], defects), Delivery.Causal);
    }

    private static Setup ProgramOf(int number, Delivery delivery)
    {
        ProgramScenario scenario = new(ProgramGenerator.Draw(number));
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), delivery)
            .Without(property => property is Ordering);
    }

    /// <param name="back">
    /// One of so many places has steps back only, or a step to itself and to nowhere else; all others have
    /// steps to later places.
    /// </param>
    internal static void Walkers(ScenarioBuilder builder, int number, int walkers, int places, int back)
    {
        SeededRandom random = new(number);
        for (var walker = 0; walker < walkers; walker++)
        {
            var steps = Enumerable.Range(0, places).Select(place => Steps(random, place, places, back)).ToArray();
            builder.Add($"walks{walker}", new SketchBehavior(
                (state, envelope, outbox) =>
                {
                    state.Value.Value = steps[state.Value.Value][envelope.Read<Chosen>().Option];
                    if (steps[state.Value.Value].Length > 0) { outbox.Choose(1, steps[state.Value.Value].Length); }
                },
                outbox => outbox.Choose(1, steps[0].Length)));
        }
    }

    private static int[] Steps(SeededRandom random, int place, int places, int back)
    {
        if (place == places - 1) { return []; }
        var goesBack = random.Below(back) == 0;
        if (goesBack && random.Below(2) == 0) { return [place]; }
        var ahead = Math.Min(9, places - place - 1);
        return [.. Enumerable.Range(0, 1 + random.Below(3))
            .Select(_ => goesBack ? random.Below(place + 1) : place + 1 + random.Below(ahead))];
    }

    /// <summary>Of many answers one makes another actor send to who had one sender until then.</summary>
    internal static void LateSender(ScenarioBuilder builder)
    {
        const int Options = 40;
        var hears = builder.Add("hears", new SketchBehavior(Hearing.Digits));
        var rare = builder.Add("rare", new SketchBehavior(
            (_, _, outbox) => outbox.Send(hears, new ToyMessage.Token(5, 0))));
        builder.Add("asks", new SketchBehavior(
            (state, envelope, outbox) =>
            {
                var option = envelope.Read<Chosen>().Option;
                outbox.Send(hears, new ToyMessage.Token(1, 0));
                if (option == Options - 1 && state.Value.Value == Options - 1)
                {
                    outbox.Send(rare, new ToyMessage.Token(2, 0));
                }

                state.Value.Value = option;
            },
            outbox =>
            {
                outbox.Choose(1, Options);
                outbox.Choose(2, Options);
            }));
    }
}
