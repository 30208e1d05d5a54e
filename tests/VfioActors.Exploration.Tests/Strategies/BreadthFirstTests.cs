using VfioActors.Exploration.Programs;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Tests.Strategies.Sharing;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Tallies;

namespace VfioActors.Exploration.Tests.Strategies;

public sealed class BreadthFirstTests
{
    private const long DeliveriesMax = 20_000;

    public static TheoryData<Delivery> Deliveries => [.. Enum.GetValues<Delivery>()];

    /// <summary>Of each failure the shortest run, as brute force finds it.</summary>
    [Theory, MemberData(nameof(Deliveries))]
    public void What_breaks_has_as_few_steps_as_can_be(Delivery delivery)
    {
        var compared = 0;
        for (var number = 0; number < ToyCount.Programs; number++)
        {
            var setup = SetupOf(number, delivery);
            var all = Made.Explored(setup, new DfsStrategy(), new() { Deliveries = DeliveriesMax });
            if (!all.Complete || all.CutRuns > 0 || all.Failures.Count == 0) { continue; }
            compared++;
            var breadth = Made.Explored(setup, new BreadthFirstStrategy());
            Assert.Equal(Shortest(all), Shortest(breadth));
        }

        Assert.True(compared >= ToyCount.Programs / 10, $"only {compared} were broken and small enough");
    }

    [Theory, MemberData(nameof(Deliveries))]
    public void It_meets_the_states_that_depth_first_meets(Delivery delivery)
    {
        for (var number = 0; number < ToyCount.Programs; number++)
        {
            var setup = SetupOf(number, delivery);
            var deep = Made.Explored(setup, new StatefulStrategy(), new() { Deliveries = DeliveriesMax });
            if (!deep.Complete || deep.CutRuns > 0) { continue; }
            var wide = Made.Explored(setup, new BreadthFirstStrategy());
            Assert.Equal(deep.States, wide.States);
            Assert.Equal(deep.Runs, wide.Runs);
            Assert.Equal(deep.Verdict, wide.Verdict);
            Assert.Equal(Made.Failures(deep), Made.Failures(wide));
        }
    }

    /// <summary>Actors that walk through graphs as the host says: with a way round, or without.</summary>
    [Theory]
    [InlineData(1, 250, 60)]
    [InlineData(2, 14, 4)]
    public void Ways_round_are_found_that_depth_first_finds(int walkers, int places, int back)
    {
        var endless = 0;
        for (var number = 0; number < 60; number++)
        {
            var walk = number;
            Setup Again() => Made.Sketch(builder => SharedSearchTests.Walkers(builder, walk, walkers, places, back));
            var deep = Made.Explored(Again(), new StatefulStrategy());
            var wide = Made.Explored(Again(), new BreadthFirstStrategy());
            endless += deep.Failures.Any(failure => failure.Property.Name == "NoLivelock") ? 1 : 0;
            Assert.Equal(deep.States, wide.States);
            Assert.Equal(deep.Verdict, wide.Verdict);
            Assert.Equal(Names(deep), Names(wide));
        }

        Assert.InRange(endless, 6, 54);
    }

    [Fact]
    public void The_first_that_breaks_is_a_shortest()
    {
        var setup = Made.Tally(2, 0, TallyDefects.TornAddition);
        var all = Made.Explored(setup, new DfsStrategy());
        var first = Made.Explored(setup, new BreadthFirstStrategy(), new() { StopsAtFirst = true });
        Assert.Equal(all.Failures.Min(failure => failure.Schedule.Count), first.Failures[0].Schedule.Count);
        Assert.True(first.States < all.States);
    }

    [Fact]
    public void What_is_left_is_said()
    {
        var setup = SetupOf(1, Delivery.Causal);
        var report = Made.Explored(setup, new BreadthFirstStrategy(), new() { Deliveries = 1 });
        if (report.Complete) { Assert.Null(report.Remainder); }
        else { Assert.True(report.Remainder!.UntriedSteps > 0); }
    }

    private static Setup SetupOf(int number, Delivery delivery)
    {
        ProgramScenario scenario = new(ProgramGenerator.Draw(number));
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), delivery)
            .Without(property => property is Ordering);
    }

    private static IEnumerable<string> Names(ExplorationReport report) =>
        report.Failures.Select(failure => failure.Property.Name).Distinct().Order();

    private static IEnumerable<string> Shortest(ExplorationReport report) =>
        report.Failures.GroupBy(failure => failure.Property.Name, failure => failure.Schedule.Count)
            .Select(lengths => $"{lengths.Key} {lengths.Min()}").Order();
}
