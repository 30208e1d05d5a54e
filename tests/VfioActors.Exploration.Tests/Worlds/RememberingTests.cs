using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;
using VfioActors.Testing;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Tallies;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Worlds;

/// <summary>A world that remembers steps is told apart from one that takes them by nothing but its speed.</summary>
public sealed class RememberingTests
{
    private const int Programs = 30;
    private const int Moves = 150;

    /// <summary>Next to no room, too little, and enough.</summary>
    private static readonly int[] Rooms = [1, 6, 40, World.CachedMax];

    public static TheoryData<ToyFeatures, Delivery> Kinds => ToyKinds.All;

    public static TheoryData<string> Names => [.. ScenarioCatalog.All.Select(scenario => scenario.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public void Toys_look_the_same_at_every_place(ToyFeatures features, Delivery delivery)
    {
        for (var seed = 0; seed < Programs; seed++) { LooksTheSame(Made.Toy(seed, features, delivery), seed); }
    }

    [Theory, MemberData(nameof(Names))]
    public void Shipped_scenarios_look_the_same_at_every_place(string name)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        foreach (var delivery in Enum.GetValues<Delivery>())
        {
            LooksTheSame(Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), delivery), seed: 3);
        }
    }

    /// <summary>Its owner is in more states than it comes back to: after a while its steps are not remembered.</summary>
    [Fact]
    public void An_actor_that_is_seldom_where_it_was_is_judged_the_same()
    {
        var scenario = ScenarioCatalog.Find("aux-one-owner")!;
        (string, string)[] values = [("variant", "cleared"), ("devices", "4"), ("granularity", "turns")];
        var setup = Setup.Of(scenario, ScenarioArguments.Of(scenario, values, []), Delivery.Causal);
        const long all = long.MaxValue;
        Assert.Equal(Judged(setup, "stateful", all, 0), Judged(setup, "stateful", all, World.CachedMax));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Toys_are_judged_the_same(ToyFeatures features, Delivery delivery)
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            foreach (var strategy in new[] { "dfs", "dpor", "stateful", "portfolio" })
            {
                IsJudgedTheSame(Made.Toy(seed, features, delivery), strategy, 150);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Shipped_scenarios_are_judged_the_same_with_every_defect_of_theirs(string name)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        foreach (var exhibit in scenario.Exhibits)
        {
            var arguments = ScenarioArguments.Of(scenario, exhibit.Parameters, [exhibit.Defect]);
            var setup = Setup.Of(scenario, arguments, Delivery.Causal);
            IsJudgedTheSame(setup, "dpor", 120);
            IsJudgedTheSame(setup, "random", 120);
            if (!setup.Properties.Any(property => property is Ordering)) { IsJudgedTheSame(setup, "stateful", 120); }
        }
    }

    [Fact]
    public void A_crash_is_remembered_with_its_reason()
    {
        var setup = Made.Tally(2, 0, TallyDefects.TornAddition);
        IsJudgedTheSame(setup, "dpor", 200);
        var sketch = Made.Sketch(builder =>
        {
            SketchBehavior dies = new((state, _, _) =>
            {
                state.Value.Value++;
                throw new InvalidOperationException($"dies at {state.Value.Value}");
            });
            var to = builder.Add("dies", dies);
            builder.Add("one", new SketchBehavior(starts: outbox => outbox.Send(to, new ToyMessage.Token(1, 0))));
            builder.Add("two", new SketchBehavior(starts: outbox => outbox.Send(to, new ToyMessage.Token(1, 0))));
        });
        LooksTheSame(sketch, seed: 1);
        IsJudgedTheSame(sketch, "dfs", 10);
    }

    /// <summary>Some run begins like one before it and goes on otherwise: the beginning is then taken anew.</summary>
    [Fact]
    public void A_behaviour_that_changes_its_mind_is_caught_when_it_is_asked_again()
    {
        var counter = 0;
        var setup = Made.Sketch(builder =>
        {
            SketchBehavior counts = new(
                (state, envelope, _) => state.Value.Value += Hearing.LabelOf(envelope) + ++counter);
            var to = builder.Add("counts", counts);
            for (var sender = 1; sender <= 3; sender++)
            {
                ToyMessage.Token token = new(sender, 0);
                builder.Add($"sender{sender}", new SketchBehavior(starts: outbox => outbox.Send(to, token)));
            }
        });
        var caught = Assert.Throws<HiddenStateException>(
            () => Made.Explored(setup, new RandomStrategy(1), new() { Runs = 10 }));
        Assert.Contains("what counts heard led to ", caught.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_world_that_knows_the_way_allocates_nothing(ToyFeatures features, Delivery delivery)
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var setup = Made.Toy(seed, features & ~ToyFeatures.Observer, delivery);
            var world = setup.MakeWorld(World.CachedMax);
            PropertyChecker checker = new(world, setup.Only("NoBrokenPromise").Properties);
            Assert.Equal(0, AllocatedOnceWarm(world, checker));
        }
    }

    /// <summary>An ordering looks at the whole run each time, and is not asked here.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Properties_that_hold_allocate_nothing_the_second_time(string name)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        var setup = Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Causal);
        var world = setup.MakeWorld(World.CachedMax);
        PropertyChecker checker = new(world, [.. setup.Properties.Where(property => property is not Ordering)]);
        Assert.Equal(0, AllocatedOnceWarm(world, checker));
    }

    private static long AllocatedOnceWarm(World world, PropertyChecker checker)
    {
        for (var time = 0; time < 2; time++) { Walk(world, checker); }
        return Allocations.Least(() => Walk(world, checker));
    }

    private static void Walk(World world, PropertyChecker checker)
    {
        var (at, turn) = (0, 0);
        for (var step = 0; step < 300; step++)
        {
            if (world.Enabled.Length == 0 || world.Depth > 80)
            {
                checker.Rest(world);
                world.BackTo(turn++ % (world.Depth + 1));
                if (world.Enabled.Length == 0) { world.BackTo(0); }
                if (world.Enabled.Length == 0) { return; }
            }

            var choice = world.Enabled[at++ % world.Enabled.Length];
            checker.Before(world, choice);
            world.Take(choice);
            checker.After(world);
        }

        world.BackTo(0);
    }

    private static void LooksTheSame(Setup setup, int seed)
    {
        foreach (var room in Rooms)
        {
            var (plain, remembering) = (setup.MakeWorld(), setup.MakeWorld(room));
            SeededRandom random = new(seed);
            for (var move = 0; move < Moves; move++)
            {
                plain.Listening = remembering.Listening = random.Below(8) == 0;
                var goesBack = plain.Enabled.Length == 0 || random.Below(4) == 0;
                var depth = random.Below(plain.Depth + 1);
                var place = random.Below(Math.Max(1, plain.Enabled.Length));
                foreach (var world in new[] { plain, remembering })
                {
                    if (goesBack) { world.BackTo(depth); }
                    else { world.Take(world.Enabled[place]); }
                }

                Assert.Equal(Look(plain), Look(remembering));
                if (move % 7 == 0) { Assert.Equal(States(plain), States(remembering)); }
            }
        }
    }

    private static string Look(World world)
    {
        var enabled = string.Join(", ", world.Enabled.ToArray().Select(choice =>
            $"{choice} {world.KeyOf(choice)} {TraceRecording.Expected(world, choice)}"));
        var last = world.Depth == 0 ? "" : $"{TraceRecording.Taken(world)} {world.History[world.Depth - 1].Inlines}";
        var notes = world.Listening ? string.Join(", ", world.Notes) : "";
        return $"{world.Depth} {world.Fingerprint} {world.FutureFingerprint} {world.Crash} {last} {notes} {enabled}";
    }

    private static string States(World world) => string.Join(", ", world.Topology.Actors.Select(actor =>
        $"{world.StateOf(actor).Fingerprint} {world.StateOf(actor).Recomputed()}"));

    private static void IsJudgedTheSame(Setup setup, string strategy, long runs)
    {
        var expected = Judged(setup, strategy, runs, 0);
        foreach (var room in Rooms) { Assert.Equal(expected, Judged(setup, strategy, runs, room)); }
    }

    private static string Judged(Setup setup, string strategy, long runs, int room)
    {
        ExplorationOptions options = new() { Runs = runs, Remembered = room };
        var report = Made.Explored(setup, StrategyCatalog.Make(strategy, 1, setup.Properties)!, options);
        var failures = report.Failures.Select(failure =>
            $"{failure.Property.Name} {failure.Reason} {failure.Run} {failure.Occurrences} "
                + string.Join(", ", failure.Schedule));
        return $"{report with { Seconds = 0, Failures = [] }}\n{string.Join('\n', failures)}";
    }
}
