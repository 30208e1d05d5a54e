using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Programs;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Symmetries;
using VfioActors.Exploration.Tests.Livelocks;
using VfioActors.Exploration.Tests.Strategies.Sharing;
using VfioActors.Exploration.Tests.Symmetries;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Checkpoints;

/// <summary>A search that is ended, written down and gone on with elsewhere is the same search.</summary>
public sealed class ResumeTests : IDisposable
{
    /// <summary>Searches with more deliveries than about this are passed over.</summary>
    private const int DeliveriesMax = 30_000;

    private const int Samples = 200;

    private readonly KeptOnDisk _disk = new();

    public static TheoryData<string, Delivery> Searches
    {
        get
        {
            TheoryData<string, Delivery> rows = [];
            foreach (var delivery in Enum.GetValues<Delivery>())
            {
                foreach (var strategy in StrategyCatalog.Names)
                {
                    if (strategy != "dpor" || delivery != Delivery.Bag) { rows.Add(strategy, delivery); }
                }
            }

            return rows;
        }
    }

    public static TheoryData<ToyFeatures, Delivery> Kinds => ToyKinds.All;

    public static TheoryData<string, Action<ScenarioBuilder>, string?> EndlessPrograms => LivelockTests.Programs;

    /// <summary>Each is written to disk a few times.</summary>
    private static int Programs => ToyCount.Programs / 10;

    public void Dispose() => _disk.Dispose();

    [Theory, MemberData(nameof(Searches))]
    public void A_search_that_is_ended_anywhere_comes_to_what_the_whole_comes_to(string strategy, Delivery delivery)
    {
        var (compared, stops) = (0, 0);
        var samples = StrategyCatalog.Sampling.Contains(strategy);
        ExplorationOptions whole = new() { Runs = samples ? Samples : null };
        for (var number = 0; number < Programs; number++)
        {
            Setup Again() => ProgramOf(ProgramGenerator.Draw(number), delivery, strategy is "stateful" or "breadth");
            if (Compare(Again, Make(strategy), whole, number) is not { } stopped) { continue; }
            compared++;
            stops += stopped;
        }

        Assert.True(compared >= Programs / 4, $"only {compared} were small enough");
        Assert.True(stops > compared / 2, $"only {stops} stops of {compared} searches");
    }

    /// <summary>Reduction learns what steps touch, of inline actors and of messages that commute.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void What_reduction_learned_is_kept(ToyFeatures features, Delivery delivery)
    {
        var stops = 0;
        for (var seed = 0; seed < Programs; seed++)
        {
            stops += Compare(() => Made.Toy(seed, features, delivery), Make("dpor"), new(), seed) ?? 0;
        }

        Assert.True(stops > Programs / 4, $"only {stops} stops");
    }

    [Theory]
    [InlineData("stateful")]
    [InlineData("dfs")]
    public void What_a_bound_on_preemptions_left_out_is_kept(string strategy)
    {
        var stops = 0;
        for (var number = 0; number < Programs; number++)
        {
            var most = number % 3;
            Setup Again() => ProgramOf(ProgramGenerator.Draw(number), Delivery.Causal, forgets: true);
            stops += Compare(
                Again, _ => StrategyCatalog.MakeBounded(strategy, most)!, new() { Preemptions = most }, number) ?? 0;
        }

        Assert.True(stops > Programs / 4, $"only {stops} stops");
    }

    [Fact]
    public void What_was_merged_for_symmetry_is_kept()
    {
        var stops = 0;
        for (var number = 0; number < Programs; number++)
        {
            Setup Again() => ProgramOf(EqualClients.Draw(number), Delivery.Causal, forgets: true);
            stops += Compare(
                Again, made => new StatefulStrategy(made.Symmetry!), new() { Symmetry = true }, number) ?? 0;
            stops += Compare(
                Again, made => new BreadthFirstStrategy(made.Symmetry!), new() { Symmetry = true }, number) ?? 0;
        }

        Assert.True(stops > Programs / 4, $"only {stops} stops");
    }

    [Fact]
    public void The_order_in_which_equal_clients_begin_is_kept()
    {
        var stops = 0;
        for (var number = 0; number < Programs; number++)
        {
            Setup Again() => ProgramOf(EqualClients.Draw(number), Delivery.Causal, forgets: true);
            if (Beginnings.Of(Again().MakeWorld(), Again().Symmetry!).Count == 0) { continue; }
            stops += Compare(
                Again, made => new DporStrategy(made.Symmetry!, made.Properties), new() { Symmetry = true }, number) ?? 0;
        }

        Assert.True(stops > Programs / 20, $"only {stops} stops");
    }

    [Theory, MemberData(nameof(EndlessPrograms))]
    public void A_livelock_is_found_whenever_the_search_was_ended(
        string program, Action<ScenarioBuilder> build, string? goers)
    {
        foreach (var strategy in new[] { "stateful", "breadth" })
        {
            var alone = Explorer.Explore(() => Made.Sketch(build), Make(strategy), new());
            for (var runs = 0; runs < 2; runs++)
            {
                var parts = _disk.Explored(
                    () => Made.Sketch(build), Make(strategy), new(), new ExplorationOptions { Runs = runs });
                Assert.Equal(Outcome.Of(alone), Outcome.Of(parts));
                Assert.True(goers is null == (parts.Failures.Count == 0), program);
            }
        }
    }

    /// <summary>So few steps are taken that nobody looks whether it is to end before circles are looked at.</summary>
    [Theory]
    [InlineData("stateful", 1)]
    [InlineData("stateful", 2)]
    [InlineData("breadth", 1)]
    public void A_search_that_is_ended_while_circles_are_looked_at_goes_on(string strategy, int threads)
    {
        var stops = 0;
        foreach (var build in EndlessPrograms.Select(static row => (Action<ScenarioBuilder>)row[1]))
        {
            Setup Again() => Made.Sketch(build);
            ExplorationOptions options = new() { Keeps = true, Workers = threads };
            var alone = Explorer.Explore(Again, Make(strategy), options);
            Checkpoint? from = null;
            for (var part = 0; part < 2; part++)
            {
                var ended = Explorer.Explore(Again, Make(strategy), options with { From = from }, new(canceled: true));
                if (ended.Unfinished is not { IsInterrupted: true } unfinished) { break; }
                Assert.Equal(Verdict.Inconclusive, ended.Verdict);
                unfinished.Write(_disk.Path);
                from = Checkpoint.Open(_disk.Path);
                stops++;
                var rest = Explorer.Explore(Again, Make(strategy), options with { From = from });
                Assert.Equal(SearchTotals.Of(alone), SearchTotals.Of(rest));
                Assert.Null(rest.Unfinished);
            }
        }

        Assert.True(stops > 1, $"only {stops} stops");
    }

    /// <summary>Ended by what the clock ends searches by: in the middle of a run, which then goes to its end.</summary>
    [Theory]
    [InlineData("stateful", "devices=4", null)]
    [InlineData("breadth", "devices=4", null)]
    [InlineData("dpor", "devices=2", "AUX-03")]
    [InlineData("stateful", "devices=3", "AUX-03")]
    [InlineData("breadth", "devices=3", "AUX-03")]
    public void Scenarios_of_the_house_come_to_the_same(string strategy, string parameter, string? defect)
    {
        Setup Again() => ScenarioOf("aux-attach-detach", parameter, defect);
        ExplorationOptions told = new() { Progress = _ => { } };
        var alone = Explorer.Explore(Again, Make(strategy), new());
        var bounds = Enumerable.Range(1, 8).Select(part => told with { Deliveries = alone.Deliveries * part / 9 });
        var parts = _disk.Explored(Again, Make(strategy), told, bounds);
        Assert.Equal(Outcome.Of(alone), Outcome.Of(parts));
        Assert.True(alone.Deliveries < 10_000 || _disk.Stops >= 2, $"only {_disk.Stops} stops");
    }

    /// <summary>Each sample is of one thread; a search of states or orders is of all.</summary>
    [Theory]
    [InlineData("random", 3)]
    [InlineData("surw", 2)]
    [InlineData("fest", 2)]
    [InlineData("adaptive", 2)]
    [InlineData("portfolio", 2)]
    [InlineData("stateful", 2)]
    [InlineData("stateful", 3)]
    [InlineData("dfs", 2)]
    [InlineData("dpor", 2)]
    [InlineData("dpor", 3)]
    public void Searches_on_several_threads_come_to_the_same(string strategy, int threads)
    {
        var samples = StrategyCatalog.Sampling.Contains(strategy);
        Setup Again() => samples || strategy == "stateful"
            ? ScenarioOf("aux-attach-detach", "devices=4", "AUX-03")
            : Made.Sketch(Senders);
        ExplorationOptions whole = new() { Runs = samples ? Samples * 10 : null, Workers = threads };
        var alone = Explorer.Explore(Again, Make(strategy), whole with { Workers = 1 });
        var bounds = Enumerable.Range(1, 5).Select(part => whole with
        {
            Deliveries = alone.Deliveries * part / 6 / threads,
            Runs = samples ? alone.Runs * part / 6 : null,
        });
        var parts = _disk.Explored(Again, Make(strategy), whole, bounds);
        Assert.Equal(SearchTotals.Of(alone), SearchTotals.Of(parts));
        Assert.True(_disk.Stops >= 2, $"only {_disk.Stops} stops");
    }

    /// <summary>Steps of inline actors are learned of, and whoever learns something ends what comes later.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void Reduction_on_several_threads_comes_to_the_same(ToyFeatures features, Delivery delivery)
    {
        var stops = 0;
        for (var seed = 0; seed < Programs; seed++)
        {
            Setup Again() => Made.Toy(seed, features, delivery);
            var alone = Explorer.Explore(Again, Make("dpor"), new() { Deliveries = DeliveriesMax });
            if (alone.Remainder is not null || alone.CutRuns > 0) { continue; }
            ExplorationOptions whole = new() { Workers = 2 + (seed % 3) };
            var bounds = Enumerable.Range(1, 3)
                .Select(part => whole with { Runs = Math.Max(1, alone.Runs * part / 4) });
            var parts = _disk.Explored(Again, Make("dpor"), whole, bounds);
            Assert.Equal(SearchTotals.Of(alone), SearchTotals.Of(parts));
            stops += _disk.Stops;
        }

        Assert.True(stops > Programs / 4, $"only {stops} stops");
    }

    /// <returns>How often it was ended; null when it is too large.</returns>
    private int? Compare(
        Func<Setup> again, Func<Setup, IStrategy> make, ExplorationOptions whole, int number)
    {
        var alone = Explorer.Explore(again, make, whole with { Deliveries = DeliveriesMax });
        if (whole.Runs is { } all ? alone.Runs < all : alone.Remainder is not null || alone.CutRuns > 0) { return null; }
        SeededRandom random = new(number);
        var (runs, deliveries) = (0L, 0L);
        List<ExplorationOptions> bounds = [];
        for (var stop = 0; stop < 1 + (number % 4); stop++)
        {
            runs = Math.Min(alone.Runs, runs + random.Below((int)Math.Max(1, alone.Runs / 2)));
            deliveries += random.Below((int)Math.Max(1, alone.Deliveries / 2));
            bounds.Add(random.Below(2) == 0 ? whole with { Runs = runs } : whole with { Deliveries = deliveries });
        }

        var parts = _disk.Explored(again, make, whole, bounds);
        Assert.Equal(Outcome.Of(alone), Outcome.Of(parts));
        return _disk.Stops;
    }

    /// <summary>8! orders of what they send.</summary>
    private static void Senders(ScenarioBuilder builder)
    {
        var hears = builder.Add("hears", new SketchBehavior(Hearing.Sum));
        for (var sender = 1; sender <= 8; sender++)
        {
            var token = sender;
            builder.Add($"sends{sender}", new SketchBehavior(
                (_, _, _) => { }, outbox => outbox.Send(hears, new ToyMessage.Token(token, 0))));
        }
    }

    private static Func<Setup, IStrategy> Make(string strategy) =>
        made => StrategyCatalog.Make(strategy, 7, made.Properties)!;

    private static Setup ProgramOf(GeneratedProgram program, Delivery delivery, bool forgets)
    {
        ProgramScenario scenario = new(program);
        var made = Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), delivery);
        return forgets ? made.Without(property => property is Ordering) : made;
    }

    private static Setup ScenarioOf(string name, string parameter, string? defect)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        var words = parameter.Split('=');
        string[] defects = defect is null ? [] : [defect];
        return Setup.Of(
            scenario, ScenarioArguments.Of(scenario, [(words[0], words[1])], defects), Delivery.Causal);
    }
}
