using VfioActors.Exploration.Programs;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Subtrees;
using VfioActors.Exploration.Tests.Strategies.Sharing;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Strategies.Subtrees;

/// <summary>Reduction by partial order on several threads takes the runs that one thread takes, each once.</summary>
public sealed class SubtreeSearchTests
{
    /// <summary>Searches with more runs are passed over.</summary>
    private const int RunsMax = 3_000;

    public static TheoryData<ToyFeatures, Delivery> Kinds => ToyKinds.All;

    public static TheoryData<Delivery> Deliveries => [.. Made.InOrder];

    public static TheoryData<string> ScenarioNames =>
        [.. ScenarioCatalog.All.Where(scenario => scenario.TellsStatesApart).Select(scenario => scenario.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public void Of_toys_the_runs_are_the_same_whoever_takes_what(ToyFeatures features, Delivery delivery)
    {
        var (compared, again) = (0, 0);
        for (var seed = 0; seed < ToyCount.Programs; seed++)
        {
            if (Compare(() => Made.Toy(seed, features, delivery), seed) is not { } alone) { continue; }
            compared++;
            again += alone.Restarts;
        }

        Assert.True(compared >= ToyCount.Programs / 2, $"only {compared} were small enough");
        if (features.HasFlag(ToyFeatures.Inline)) { Assert.True(again > 0); }
    }

    [Theory, MemberData(nameof(Deliveries))]
    public void Of_generated_programs_too(Delivery delivery)
    {
        var (compared, crashes) = (0, 0);
        for (var number = 0; number < ToyCount.Programs; number++)
        {
            if (Compare(() => ProgramOf(number, delivery), number) is not { } alone) { continue; }
            compared++;
            crashes += alone.Crashes;
        }

        Assert.True(compared >= ToyCount.Programs / 2, $"only {compared} were small enough");
        Assert.True(crashes > 0);
    }

    /// <summary>All that is reported, and which run stands for a failure.</summary>
    [Theory]
    [InlineData("devices=2", null)]
    [InlineData("devices=3", null)]
    [InlineData("devices=3", "AUX-03")]
    [InlineData("devices=2", "AUX-14")]
    public void A_scenario_comes_to_the_same_with_any_number_of_threads(string parameter, string? defect)
    {
        Setup Again() => ScenarioOf("aux-attach-detach", parameter, defect);
        var alone = Explored(Again, 1);
        Assert.True(alone.Complete);
        for (var threads = 2; threads <= 5; threads++) { Assert.Equal(Told(alone), Told(Explored(Again, threads))); }
    }

    [Theory, MemberData(nameof(ScenarioNames))]
    public void Scenarios_of_the_house_come_to_the_same(string name)
    {
        Setup Again() => ScenarioOf(name, null, null);
        var alone = Explored(Again, 1, new() { Deliveries = 60_000 });
        for (var threads = 2; threads <= 4; threads++)
        {
            var together = Explored(Again, threads, new() { Deliveries = alone.Complete ? null : 10_000 });
            Assert.Equal(alone.Complete, together.Complete);
            if (alone.Complete) { Assert.Equal(Told(alone), Told(together)); }
        }
    }

    /// <summary>Where a message has several answers of the host, and steps of inline actors are learned of.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void Threads_report_what_one_reports(ToyFeatures features, Delivery delivery)
    {
        for (var seed = 0; seed < ToyCount.Programs / 4; seed++)
        {
            Setup Again() => Made.Toy(seed, features, delivery);
            var alone = Explored(Again, 1, new() { Runs = RunsMax });
            if (alone.Complete) { Assert.Equal(Told(alone), Told(Explored(Again, 2 + (seed % 3)))); }
        }
    }

    [Fact]
    public void A_budget_of_runs_is_one_for_all()
    {
        var report = Explored(() => ScenarioOf("aux-attach-detach", "devices=3", null), 3, new() { Runs = 1_000 });
        Assert.False(report.Complete);
        Assert.InRange(report.Runs, 1_000, 1_002);
        Assert.True(report.Remainder!.UntriedSteps > 0);
    }

    private static string Told(ExplorationReport report) => string.Join('\n',
    [
        SearchTotals.Of(report).ToString(),
        $"{report.CutRuns} cut, doubt {report.Doubt}",
        .. report.Failures.Select(failure =>
            $"{failure.Property.Name}: {failure.Reason}, met {failure.Occurrences}: "
                + string.Join(' ', failure.Schedule)),
    ]);

    private static ExplorationReport Explored(Func<Setup> setup, int threads, ExplorationOptions? options = null) =>
        Explorer.Explore(
            setup, made => new DporStrategy(made.Properties), (options ?? new()) with { Workers = threads });

    private static Setup ScenarioOf(string name, string? parameter, string? defect)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        (string, string)[] values = parameter?.Split('=') is [var key, var value] ? [(key, value)] : [];
        var arguments = ScenarioArguments.Of(scenario, values, defect is null ? [] : [defect]);
        return Setup.Of(scenario, arguments, Delivery.Causal);
    }

    /// <returns>What one thread did; null when that is too much.</returns>
    private static PartWalk? Compare(Func<Setup> again, int seed)
    {
        var setup = again();
        PartWalk alone = new(setup, new DporStrategy(setup.Properties));
        while (alone.Move())
        {
            if (alone.Runs.Count > RunsMax) { return null; }
        }

        SeededRandom random = new(seed);
        var parts = 1 + random.Below(4);
        var share = random.Below(5);
        SubtreeSearch search = new(parts, () => true, () => random.Below(4) < share);
        var together = Enumerable.Range(0, parts).Select(_ => PartOf(search, again())).ToList();
        while (!search.HasEnded || !together.TrueForAll(part => !part.Move()))
        {
            together[random.Below(parts)].Move();
        }

        var at = $"program {seed}, {parts} parts";
        var runs = together.SelectMany(part => part.Runs).Order(StringComparer.Ordinal);
        Assert.True(alone.Runs.Order(StringComparer.Ordinal).SequenceEqual(runs), at);
        Assert.Equal(alone.FinalStates, new SortedSet<ulong>(together.SelectMany(part => part.FinalStates)));
        Assert.Equal(alone.Left, together.Sum(part => part.Left));
        Assert.Equal(alone.Steps, together.Sum(part => part.Steps));
        Assert.All(together, part => Assert.Equal(alone.Restarts, part.Restarts));
        return alone;
    }

    private static PartWalk PartOf(SubtreeSearch search, Setup setup) =>
        new(setup, new SubtreeStrategy(search, new DporStrategy(setup.Properties)));

    private static Setup ProgramOf(int number, Delivery delivery)
    {
        ProgramScenario scenario = new(ProgramGenerator.Draw(number));
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), delivery);
    }
}
