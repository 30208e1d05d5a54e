using VfioActors.Behaviors;
using VfioActors.Exploration.Programs;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Symmetries;
using VfioActors.Exploration.Symmetries.Trials;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Symmetries;

public sealed class SymmetryTests
{
    private const long DeliveriesMax = 20_000;

    /// <summary>
    /// With one queue an actor the order in which equal clients sent something at the start is part of the state.
    /// </summary>
    public static TheoryData<Delivery> Deliveries => [Delivery.Causal, Delivery.Pair];

    public static TheoryData<string> Cases =>
    [
        "aux-one-owner devices=3 variant=fixed",
        "aux-one-owner devices=3 variant=posted",
        "aux-one-owner devices=3 variant=cleared granularity=turns",
        "aux-one-owner devices=2 rounds=2 variant=locked",
        "aux-attach-detach devices=3",
        "aux-attach-detach devices=3 AUX-03",
        "aux-attach-detach devices=3 AUX-04",
        "aux-attach-detach devices=4 domains=2",
        "aux-attach-detach devices=3 ndoms=1 domains=2",
        "aux-attach-detach devices=2 rounds=2 AUX-07",
    ];

    [Theory, MemberData(nameof(Cases))]
    public void The_orbits_of_a_scenario_are_its_states(string words)
    {
        foreach (var delivery in new[] { Delivery.Causal, Delivery.Pair })
        {
            Assert.True(Compare(SetupOf(words, delivery), words, most: 1_000_000));
        }
    }

    [Theory, MemberData(nameof(Deliveries))]
    public void The_orbits_of_generated_programs_are_their_states(Delivery delivery)
    {
        var compared = 0;
        for (var number = 0; number < ToyCount.Programs; number++)
        {
            ProgramScenario scenario = new(EqualClients.Draw(number));
            var setup = Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), delivery);
            if (Compare(setup, $"program {number}")) { compared++; }
        }

        Assert.True(compared >= ToyCount.Programs / 2, $"only {compared} were small enough");
    }

    [Theory]
    [InlineData(3, 1, 10)]
    [InlineData(6, 3, 924)]
    public void Independent_clients_have_as_many_orbits_as_there_are_ways_to_choose(int devices, int rounds, long orbits)
    {
        var setup = SetupOf(
            $"aux-one-owner devices={devices} rounds={rounds} granularity=turns", Delivery.Causal);
        var report = Explorer.Explore(() => setup, made => new StatefulStrategy(made.Symmetry!), new());
        Assert.Equal(orbits, report.States);
        Assert.Equal(Verdict.Held, report.Verdict);
        ExplorationOptions options = new() { Symmetry = true };
        var wide = Search.Run(() => setup, "breadth", options).Report;
        Assert.Equal(orbits, wide.States);
        Assert.Equal(report.Permutations, wide.Permutations);
        Assert.Equal(Verdict.Held, wide.Verdict);
    }

    [Fact]
    public void Who_differs_is_not_interchangeable()
    {
        var setup = TwoSenders(differ: true);
        var refused = Assert.Throws<NotSupportedException>(
            () => Explorer.Explore(() => setup, made => new StatefulStrategy(made.Symmetry!), new()));
        Assert.Contains("and it is not: after no step the states differ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_equal_until_it_is_heard_of_is_not_interchangeable_either()
    {
        // Both send the same; who hears it looks at who sent it.
        var setup = TwoSenders(differ: false);
        var refused = Assert.Throws<NotSupportedException>(
            () => Explorer.Explore(() => setup, made => new StatefulStrategy(made.Symmetry!), new()));
        Assert.Contains("the states differ in more than who is who", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Random runs from the start need luck to see it; where it shows, it is found.</summary>
    [Fact]
    public void A_state_that_was_reached_is_tried_by_the_way_that_led_there()
    {
        var setup = TwoSenders(differ: false);
        var world = setup.MakeWorld();
        SymmetryTrial trial = new(() => setup.MakeWorld(), setup.Properties, setup.Symmetry!, seed: 5);
        string? difference = null;
        for (var run = 0; run < 64; run++) { difference ??= trial.DifferenceAt(world); }
        Assert.Contains("in more than who is who", difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_first_in_a_queue_from_the_start_is_not_like_the_second()
    {
        var setup = SetupOf("aux-attach-detach", Delivery.Mailbox);
        Assert.NotNull(new SymmetryTrial(() => setup.MakeWorld(), setup.Properties, setup.Symmetry!, seed: 3).Difference(8));
    }

    [Fact]
    public void A_claim_that_does_not_say_that_it_is_symmetric_is_refused_by_name()
    {
        var setup = Made.Sketch(builder =>
        {
            builder.Interchangeable(
                SymmetryMember.Of(builder.Add("one", new SketchBehavior())),
                SymmetryMember.Of(builder.Add("two", new SketchBehavior())));
            builder.Claim(new StaysAtOne());
        });
        var refused = Assert.Throws<NotSupportedException>(
            () => Explorer.Explore(() => setup, made => new StatefulStrategy(made.Symmetry!), new()));
        Assert.Contains(nameof(StaysAtOne), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_have_the_same_shape_and_belong_to_one_set()
    {
        Assert.Throws<ArgumentException>(() => Made.Sketch(builder =>
        {
            var (one, two) = (builder.Add("one", new SketchBehavior()), builder.Add("two", new SketchBehavior()));
            builder.Script<int>("one", ("a", 1), ("b", 2));
            builder.Script<int>("two", ("a", 1));
            builder.Interchangeable(SymmetryMember.Of(one), SymmetryMember.Of(two));
        }));
        Assert.Throws<ArgumentException>(() => Made.Sketch(builder =>
        {
            var (one, two) = (builder.Add("one", new SketchBehavior()), builder.Add("two", new SketchBehavior()));
            builder.Interchangeable(SymmetryMember.Of(one), SymmetryMember.Of(two));
            builder.Interchangeable(SymmetryMember.Of(two), SymmetryMember.Of(one));
        }));
        Assert.Throws<ArgumentException>(() => SymmetryMember.Of(new(1)).With(1));
    }

    /// <summary>Two that send a label at their start, and one who minds the numbers of those it hears.</summary>
    /// <param name="differ">Whether the second sends another label.</param>
    private static Setup TwoSenders(bool differ) => Made.Sketch(builder =>
    {
        var hears = builder.Add("hears", new SketchBehavior(
            (state, envelope, _) => state.Value.Value = (state.Value.Value * 10) + envelope.From.Value));
        var one = builder.Add("one", Sender(hears, 1));
        var two = builder.Add("two", Sender(hears, differ ? 2 : 1));
        builder.Interchangeable(SymmetryMember.Of(one), SymmetryMember.Of(two));
    });

    private static SketchBehavior Sender(ActorId to, int label) =>
        new(starts: outbox => outbox.Send(to, new ToyMessage.Token(label, 0)));

    internal static Setup SetupOf(string words, Delivery delivery)
    {
        var parts = words.Split(' ');
        var scenario = ScenarioCatalog.Find(parts[0])!;
        var values = parts.Skip(1).Where(part => part.Contains('=', StringComparison.Ordinal))
            .Select(part => part.Split('=')).Select(pair => (pair[0], pair[1]));
        var defects = parts.Skip(1).Where(part => !part.Contains('=', StringComparison.Ordinal));
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, values, defects), delivery);
    }

    /// <returns>False when there are too many states to compare.</returns>
    private static bool Compare(Setup setup, string words, long most = DeliveriesMax)
    {
        var symmetry = setup.Symmetry!;
        var plain = Explorer.Explore(() => setup, _ => new StatefulStrategy(), new() { Deliveries = most });
        if (!plain.Complete || plain.CutRuns > 0) { return false; }
        Assert.Null(new SymmetryTrial(() => setup.MakeWorld(), setup.Properties, symmetry, seed: 3).Difference(8));
        foreach (var search in new IStrategy[] { new StatefulStrategy(symmetry), new BreadthFirstStrategy(symmetry) })
        {
            var where = $"{words}, {search.Traits.Name}";
            CountingOrbits orbits = new(symmetry, search);
            var merged = Explorer.Explore(() => setup, _ => orbits, new());
            Assert.True(
                plain.States == orbits.All,
                $"{where}: {plain.States} states, and {orbits.All} in {merged.States} orbits");
            Assert.Equal(Names(plain), Names(merged));
            Assert.Equal(plain.Verdict, merged.Verdict);
        }

        return true;
    }

    internal static IEnumerable<string> Names(ExplorationReport report) =>
        report.Failures.Select(failure => failure.Property.Name).Distinct().Order();
}
