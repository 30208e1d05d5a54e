using VfioActors.Exploration.Programs;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Tests.Checkpoints;
using VfioActors.Exploration.Tests.Symmetries;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;

namespace VfioActors.Exploration.Tests.Strategies.Queues;

/// <summary>A search that keeps its queue on disk is the search that it is in memory.</summary>
public sealed class BreadthOnDiskTests : IDisposable
{
    private const long DeliveriesMax = 20_000;

    /// <summary>So few bytes in memory that all but a few dozen states are on disk.</summary>
    private const long Little = 256;

    private readonly KeptOnDisk _disk = new();
    private int _onDisk;

    public static TheoryData<Delivery> Deliveries => [.. Enum.GetValues<Delivery>()];

    public static TheoryData<string> Names => [.. ScenarioCatalog.All.Where(Merges).Select(scenario => scenario.Name)];

    public void Dispose() => _disk.Dispose();

    [Theory, MemberData(nameof(Deliveries))]
    public void Generated_programs_come_to_the_same(Delivery delivery)
    {
        for (var number = 0; number < ToyCount.Programs; number++)
        {
            Compare(() => ProgramOf(ProgramGenerator.Draw(number), delivery), symmetric: false, number % 3 == 0);
        }

        Assert.True(_onDisk > ToyCount.Programs / 4, $"only {_onDisk} went to disk");
    }

    [Theory]
    [InlineData(Delivery.Causal)]
    [InlineData(Delivery.Pair)]
    public void Orbits_of_generated_programs_are_the_same(Delivery delivery)
    {
        for (var number = 0; number < ToyCount.Programs / 4; number++)
        {
            Compare(() => ProgramOf(EqualClients.Draw(number), delivery), symmetric: true, number % 3 == 0);
        }

        Assert.True(_onDisk > ToyCount.Programs / 40, $"only {_onDisk} went to disk");
    }

    /// <summary>Those that are too large are ended after as many deliveries.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Scenarios_of_the_house_come_to_the_same(string name)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        Compare(() => ScenarioOf(scenario, [], []), symmetric: false, stops: false);
        foreach (var exhibit in scenario.Exhibits.Take(2))
        {
            foreach (var stops in new[] { false, true })
            {
                Compare(() => ScenarioOf(scenario, exhibit.Parameters, [exhibit.Defect]), symmetric: false, stops);
            }
        }
    }

    [Theory]
    [InlineData("aux-attach-detach", "devices", "4", false)]
    [InlineData("aux-attach-detach", "devices", "6", true)]
    [InlineData("aux-one-owner", "devices", "5", true)]
    public void Larger_ones_come_to_the_same(string name, string parameter, string value, bool symmetric)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        Compare(() => ScenarioOf(scenario, [(parameter, value)], []), symmetric, stops: false, long.MaxValue);
        Assert.Equal(1, _onDisk);
    }

    /// <summary>Ended over and over, in memory and on disk by turns.</summary>
    [Fact]
    public void A_search_that_is_kept_goes_on_on_disk_and_in_memory()
    {
        var stops = 0;
        for (var number = 0; number < ToyCount.Programs / 10; number++)
        {
            Setup Again() => ProgramOf(ProgramGenerator.Draw(number), Delivery.Causal);
            var alone = Explorer.Explore(Again, Breadth, new() { Deliveries = DeliveriesMax });
            if (!alone.Complete) { continue; }
            var bounds = Enumerable.Range(1, 4).Select(part => new ExplorationOptions
            {
                Runs = alone.Runs * part / 5,
                QueueMemory = part % 2 == 0 ? null : Little,
            });
            var parts = _disk.Explored(Again, Breadth, new() { QueueMemory = Little }, bounds);
            Assert.Equal(Outcome.Of(alone), Outcome.Of(parts));
            stops += _disk.Stops;
        }

        Assert.True(stops > ToyCount.Programs / 20, $"only {stops} stops");
    }

    /// <summary>What is known so far is said and kept; and where there is room again it goes on to the same end.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("AUX-03")]
    public void A_full_disk_ends_a_search_and_holds_nothing(string? defect)
    {
        Setup Again() => AuxOf(3, defect);
        var alone = Explorer.Explore(Again, Breadth, new());
        for (var room = 0; room < 10_000; room += 1_000)
        {
            WornDisk disk = new(room);
            ExplorationOptions full = new() { QueueMemory = Little, OpensScratch = () => disk };
            var report = Explorer.Explore(Again, Breadth, full);
            Assert.False(report.Complete);
            Assert.Equal(report.Failures.Count > 0 ? Verdict.Broken : Verdict.Inconclusive, report.Verdict);
            Assert.Equal("the states that wait to be gone on from could not be kept on disk: No space left on device",
                report.Obstacle);
            Assert.Equal(report.Obstacle, report.Doubt);
            Assert.True(report.Remainder!.UntriedSteps > 0);
            Assert.True(disk.IsClosed);
            var parts = _disk.Explored(
                Again, Breadth, new() { QueueMemory = Little },
                full with { OpensScratch = () => new WornDisk(room) });
            Assert.Equal(1, _disk.Stops);
            Assert.Equal(Outcome.Of(alone), Outcome.Of(parts));
        }
    }

    [Fact]
    public void A_search_does_not_go_on_from_a_file_where_there_is_no_room_for_it()
    {
        ExplorationOptions little = new() { QueueMemory = Little };
        var refused = Assert.Throws<IOException>(() => _disk.Explored(
            () => AuxOf(3, null), Breadth, little with { OpensScratch = () => new WornDisk(room: 10) },
            little with { Deliveries = 2_000 }));
        Assert.EndsWith("could not be kept on disk: No space left on device", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_gives_back_something_else_is_no_search()
    {
        WornDisk disk = new() { Forgets = true };
        ExplorationOptions options = new() { QueueMemory = Little, OpensScratch = () => disk };
        var refused = Assert.Throws<IOException>(() => Explorer.Explore(() => AuxOf(3, null), Breadth, options));
        Assert.EndsWith("what was read is not what was written", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>What is kept needs the file until it is written down.</summary>
    [Fact]
    public void The_file_is_closed_when_nobody_goes_on()
    {
        foreach (var keeps in new[] { false, true })
        {
            WornDisk disk = new();
            ExplorationOptions options = new()
            {
                QueueMemory = Little,
                OpensScratch = () => disk,
                Deliveries = 2_000,
                Keeps = keeps,
            };
            var report = Explorer.Explore(() => AuxOf(3, null), Breadth, options);
            Assert.Equal(!keeps, disk.IsClosed);
            Assert.Equal(keeps, report.Unfinished is not null);
            Assert.True(report.BytesOnDisk > 0);
        }
    }

    private static IStrategy Breadth(Setup setup) => new BreadthFirstStrategy();

    private static bool Merges(Scenario scenario) =>
        scenario.TellsStatesApart
        && !ScenarioOf(scenario, [], []).Properties.Any(property => property is Ordering);

    private static Setup AuxOf(int devices, string? defect) => ScenarioOf(
        ScenarioCatalog.Find("aux-attach-detach")!, [("devices", $"{devices}")], defect is null ? [] : [defect]);

    private static Setup ScenarioOf(
        Scenario scenario, IEnumerable<(string, string)> values, IEnumerable<string> defects) =>
        Setup.Of(scenario, ScenarioArguments.Of(scenario, values, defects), Delivery.Causal);

    private static Setup ProgramOf(GeneratedProgram program, Delivery delivery)
    {
        ProgramScenario scenario = new(program);
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), delivery)
            .Without(property => property is Ordering);
    }

    /// <summary>All that is said of a search, the first counterexample and every step of it among that.</summary>
    private void Compare(Func<Setup> again, bool symmetric, bool stops, long most = DeliveriesMax)
    {
        IStrategy Make(Setup made) =>
            symmetric ? new BreadthFirstStrategy(made.Symmetry!) : new BreadthFirstStrategy();
        ExplorationOptions options = new() { Deliveries = most, StopsAtFirst = stops, Symmetry = symmetric };
        var held = Explorer.Explore(again, Make, options);
        var spilt = Explorer.Explore(again, Make, options with { QueueMemory = Little });
        Assert.Equal(Outcome.Of(held), Outcome.Of(spilt));
        Assert.Equal(0, held.BytesOnDisk);
        if (spilt.BytesOnDisk > 0) { _onDisk++; }
    }
}
