using VfioActors.Exploration.Programs;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Symmetries;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Symmetries;

/// <summary>Reduction by partial order where equal members begin one after the other.</summary>
public sealed class BeginningsTests
{
    private const long OrdersMax = 5_000;

    public static TheoryData<Delivery> Deliveries => SymmetryTests.Deliveries;

    /// <summary>
    /// What all orders come to, whoever is who, the orders come to in which equal clients begin in their order; and of
    /// those reduction takes one of each set of equivalent ones.
    /// </summary>
    [Theory, MemberData(nameof(Deliveries))]
    public void Generated_programs_come_to_the_same_whoever_is_who(Delivery delivery)
    {
        var (compared, all, ordered, reduced) = (0, 0L, 0L, 0L);
        for (var number = 0; number < 2 * ToyCount.Programs; number++)
        {
            ProgramScenario scenario = new(EqualClients.Draw(number));
            var setup = Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), delivery);
            if (Beginnings.Of(setup.MakeWorld(), setup.Symmetry!).Count == 0) { continue; }
            FinalOrbits brute = new(new DfsStrategy(counts: false), setup.Symmetry!, isOrdered: false);
            var everything = Explorer.Explore(() => setup, _ => brute, new() { Runs = OrdersMax });
            if (!everything.Complete || everything.CutRuns > 0) { continue; }
            FinalOrbits inOrder = new(new DfsStrategy(counts: false), setup.Symmetry!, isOrdered: true);
            var some = Explorer.Explore(() => setup, _ => inOrder, new());
            FinalOrbits dpor = new(new DporStrategy(setup.Symmetry!, setup.Properties), setup.Symmetry!, isOrdered: true);
            var report = Explorer.Explore(() => setup, _ => dpor, new());
            Assert.True(some.Complete && report.Complete, $"program {number}: {report.EndedBy?.Message}");
            Assert.True(brute.Orbits.SetEquals(inOrder.Orbits), $"program {number}: in order");
            Assert.True(brute.Orbits.SetEquals(dpor.Orbits), $"program {number}: reduced");
            Assert.Equal(SymmetryTests.Names(everything), SymmetryTests.Names(report));
            Assert.Equal(everything.Verdict, report.Verdict);
            Assert.True(some.Runs <= everything.Runs, $"program {number}");
            Assert.True(report.Runs <= some.Runs, $"program {number}");
            compared++;
            (all, ordered, reduced) = (all + everything.Runs, ordered + some.Runs, reduced + report.Runs);
        }

        Assert.True(compared >= ToyCount.Programs / 4, $"only {compared} were small enough");
        Assert.True(reduced * 2 < ordered && ordered * 2 < all, $"{reduced}, {ordered} and {all} runs");
    }

    /// <summary>Of the orders of a scenario as many are left as there are, by the ways to be who.</summary>
    [Theory]
    [InlineData("aux-one-owner devices=3 variant=fixed", 6)]
    [InlineData("aux-one-owner devices=2 rounds=2 variant=locked", 2)]
    [InlineData("aux-attach-detach devices=3", 6)]
    [InlineData("aux-attach-detach devices=3 AUX-03", 6)]
    [InlineData("aux-attach-detach devices=3 AUX-04", 6)]
    [InlineData("aux-attach-detach devices=2 rounds=2 AUX-07", 2)]
    public void A_scenario_breaks_in_the_same_ways(string words, int permutations)
    {
        foreach (var delivery in new[] { Delivery.Causal, Delivery.Pair })
        {
            var setup = SymmetryTests.SetupOf(words, delivery);
            var plain = Explorer.Explore(() => setup, made => new DporStrategy(made.Properties), new());
            var report = Ordered(setup, workers: 1);
            Assert.True(plain.Complete && report.Complete, words);
            Assert.Equal(plain.Runs, report.Runs * permutations);
            Assert.Equal(permutations, report.Permutations);
            Assert.Equal(SymmetryTests.Names(plain), SymmetryTests.Names(report));
            Assert.Equal(plain.Verdict, report.Verdict);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Threads_take_the_runs_of_one(int workers)
    {
        foreach (var words in new[] { "aux-attach-detach devices=3 AUX-03", "aux-one-owner devices=2 rounds=2 variant=locked" })
        {
            var setup = SymmetryTests.SetupOf(words, Delivery.Causal);
            var (one, several) = (Ordered(setup, workers: 1), Ordered(setup, workers));
            Assert.Equal(workers, several.Threads);
            Assert.Equal(one.Runs, several.Runs);
            Assert.Equal(one.Left, several.Left);
            Assert.Equal(one.Deliveries, several.Deliveries);
            Assert.Equal(SymmetryTests.Names(one), SymmetryTests.Names(several));
        }
    }

    /// <summary>So many clients that send one message each have so many orders as they can begin in, or one.</summary>
    [Theory]
    [InlineData(Delivery.Causal)]
    [InlineData(Delivery.Pair)]
    public void Clients_that_do_nothing_but_begin_have_one_order(Delivery delivery)
    {
        var setup = Senders(4, delivery);
        Assert.Equal(24, Explorer.Explore(() => setup, made => new DporStrategy(made.Properties), new()).Runs);
        Assert.Equal(1, Ordered(setup, workers: 1).Runs);
    }

    [Fact]
    public void Who_begins_is_undone_with_the_step()
    {
        var setup = Senders(3, Delivery.Causal);
        var world = setup.MakeWorld();
        var channels = Assert.Single(Beginnings.Of(world, setup.Symmetry!));
        world.OrderBeginnings([channels]);
        var first = Assert.Single(world.Enabled.ToArray());
        world.Take(first);
        var second = Assert.Single(world.Enabled.ToArray());
        world.Take(second);
        Assert.Equal(channels.Take(2), [first.Channel, second.Channel]);
        world.BackTo(1);
        Assert.Equal(second, Assert.Single(world.Enabled.ToArray()));
        world.BackTo(0);
        Assert.Equal(first, Assert.Single(world.Enabled.ToArray()));
    }

    [Fact]
    public void Where_nobody_begins_it_is_refused()
    {
        var setup = Made.Sketch(builder => builder.Interchangeable(
            SymmetryMember.Of(builder.Add("one", new SketchBehavior())),
            SymmetryMember.Of(builder.Add("two", new SketchBehavior()))));
        var refused = Assert.Throws<NotSupportedException>(() => Ordered(setup, workers: 1));
        Assert.Contains("begins by a message to somebody whom the others begin with too", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Equal clients each send one message to the same actor, which adds them up.</summary>
    private static Setup Senders(int count, Delivery delivery) => Made.Sketch(
        builder =>
        {
            var hears = builder.Add("hears", new SketchBehavior((state, _, _) => state.Value.Value++));
            builder.Interchangeable([.. Enumerable.Range(0, count).Select(at => SymmetryMember.Of(
                builder.Add($"client{at}", new SketchBehavior(
                    starts: outbox => outbox.Send(hears, new ToyMessage.Token(1, 0))))))]);
        },
        delivery);

    private static ExplorationReport Ordered(Setup setup, int workers) =>
        Search.Run(() => setup, "dpor", new() { Symmetry = true, Workers = workers }).Report;
}
