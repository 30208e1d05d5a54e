using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Tests.Strategies.Sharing;
using VfioActors.Exploration.Units;
using VfioActors.Exploration.Units.Cuts;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;

namespace VfioActors.Exploration.Tests.Units;

/// <summary>How states are cut into regions.</summary>
public sealed class RegionPlanTests
{
    private const int First = 1;
    private const int Stays = 2;
    private const int Second = 3;

    [Fact]
    public void Regions_are_told_by_which_cuts_lie_behind()
    {
        RegionPlan plan = new(Three(), [new(Second, 2), new(First, 3), new(First, 1), new(First, 3)]);
        Assert.Equal(6, plan.Count);
        Assert.Equal([First, Second], plan.Keys.Select(key => key.Actor));
        Assert.Equal([0, 1, 1, 2], Enumerable.Range(0, 4).Select(plan.Keys[0].PartOf));
        Assert.Equal([0, 0, 1], Enumerable.Range(0, 3).Select(plan.Keys[1].PartOf));
        var regions = Enumerable.Range(0, plan.Count).ToList();
        Assert.Equal(plan.Count, regions.Select(region => (plan.Keys[0].PartIn(region), plan.Keys[1].PartIn(region)))
            .Distinct().Count());
        Assert.All(regions, region => Assert.Equal(
            plan.Keys[0].PartIn(region) + plan.Keys[1].PartIn(region), plan.AdvanceOf(region)));
    }

    [Theory]
    [InlineData(First, 4, "states are cut at a place of actor 1 that it has not got; accepted: 1 to 3")]
    [InlineData(First, 0, "states are cut at a place of actor 1 that it has not got; accepted: 1 to 3")]
    [InlineData(Stays, 1, "states are cut at a place of actor 2 that it has not got; accepted: 1 to 0")]
    [InlineData(99, 1, "states are cut at a place of actor 99 that it has not got; accepted: 1 to 0")]
    public void A_cut_where_nobody_comes_is_refused(int actor, int place, string said) =>
        Assert.Equal(said, Refused(Three(), new RegionCut(actor, place)));

    [Fact]
    public void Too_few_and_too_many_regions_are_refused()
    {
        Assert.Equal("not 2 to 4096 regions of states", Refused(Three()));
        var world = Made.Sketch(builder =>
        {
            for (var actor = 0; actor < 13; actor++) { builder.Add($"actor{actor}", new Advancing(places: 1)); }
        }).MakeWorld();
        RegionCut[] cuts = [.. Enumerable.Range(1, 13).Select(actor => new RegionCut(actor, 1))];
        Assert.Equal(RegionPlan.Most, new RegionPlan(world, cuts[1..]).Count);
        Assert.Equal("not 2 to 4096 regions of states", Refused(world, cuts));
    }

    /// <summary>By numbers of states that were counted in a search of all.</summary>
    [Theory]
    [InlineData(2, 2, 4, 0.55, 0.4)]
    [InlineData(3, 2, 4, 0.55, 0.4)]
    [InlineData(3, 3, 4, 0.4, 0.5)]
    [InlineData(8, 8, 9, 0.2, 1.1)]
    public void Workers_have_enough_to_do_and_little_crosses(
        int workers, int atOnce, int fewest, double mostDone, double mostCrossing)
    {
        Setup Again() => Setup.Of(
            ScenarioCatalog.Find("aux-one-owner")!,
            ScenarioArguments.Of(
                ScenarioCatalog.Find("aux-one-owner")!,
                [("variant", "cleared"), ("granularity", "turns"), ("devices", "4"), ("rounds", "1")],
                []),
            Delivery.Causal);
        UnitLedger ledger = new(Again(), "stateful", new(), new RegionSharing(workers, atOnce));
        RegionPlan plan = new(Again().MakeWorld(), ledger.Cuts);
        var worker = UnitWorker.Make(Again(), "stateful", new(), new(Turn: 0, ledger.Cuts));
        var (done, crossed) = (new long[plan.Count], 0L);
        ledger.Join(0);
        while (!ledger.IsOver)
        {
            var result = worker.Do(ledger.Take(0)!, default);
            foreach (var part in result.Regions) { done[part.Region] += part.Count; }
            crossed += result.Entries.Sum(entries => (long)entries.Count);
            ledger.Accept(0, result);
        }

        Assert.True(done.Count(count => count > 0) >= fewest);
        Assert.InRange(done.Max(), 0, mostDone * done.Sum());
        Assert.InRange(crossed, 0, mostCrossing * done.Sum());
    }

    [Fact]
    public void The_same_is_cut_again_in_the_same_way_and_the_world_is_at_its_start()
    {
        var world = Three();
        var start = world.StateFingerprint;
        Assert.NotNull(RegionCutter.Cut(world, new(workers: 5) { StatesMost = 3 }));
        Assert.Equal(start, world.StateFingerprint);
        var cuts = RegionCutter.Cut(world, new(workers: 5))!.Cuts;
        Assert.NotEmpty(cuts);
        Assert.Equal(start, world.StateFingerprint);
        Assert.Equal(0, world.Depth);
        Assert.Equal(cuts, RegionCutter.Cut(Three(), new(workers: 5))!.Cuts);
    }

    [Fact]
    public void Of_each_region_it_is_said_how_many_states_were_met()
    {
        var regions = RegionCutter.Cut(Three(), new(workers: 3))!;
        var expected = new int[regions.Plan.Count];
        var (first, second) = (regions.Plan.Keys[0], regions.Plan.Keys[1]);
        for (var state = 0; state < 12; state++)
        {
            expected[(first.PartOf(state / 3) * first.Weight) + (second.PartOf(state % 3) * second.Weight)]++;
        }

        Assert.Equal(expected, regions.Shares);
        Assert.DoesNotContain(0, regions.Shares);
    }

    [Fact]
    public void Who_cannot_say_where_it_is_ends_the_search_with_a_line() => Assert.Equal(
        "NotSupportedException: nobody knows where",
        Assert.Throws<UnitFailedException>(() => new UnitLedger(
            Made.Sketch(builder => builder.Add("lost", new Advancing(places: 3, lost: 2))),
            "stateful", new(), new RegionSharing(2))).Message);

    [Fact]
    public void Where_nobody_advances_states_are_not_cut()
    {
        Assert.Null(RegionCutter.Cut(Made.Sketch(SharedSearchTests.LateSender).MakeWorld(), new(workers: 8)));
        Assert.Null(RegionCutter.Cut(
            Made.Sketch(builder => builder.Add("asleep", new Advancing(places: 3, isLed: true))).MakeWorld(),
            new(workers: 8)));
        Assert.False(new SimulatedWorkers(
            () => Made.Sketch(SharedSearchTests.LateSender), "stateful", new(), 1, 1, new RegionSharing(8)).HasRegions);
    }

    private static World Three() => Made.Sketch(builder =>
    {
        builder.Add("first", new Advancing(places: 3));
        builder.Add("stays", new Advancing(places: 0));
        builder.Add("second", new Advancing(places: 2));
    }).MakeWorld();

    private static string Refused(World world, params RegionCut[] cuts) =>
        Assert.Throws<InvalidDataException>(() => new RegionPlan(world, cuts)).Message;
}
