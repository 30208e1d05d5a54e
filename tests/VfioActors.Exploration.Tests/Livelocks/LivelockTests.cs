using VfioActors.Behaviors;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Livelocks;

public sealed class LivelockTests
{
    private const string RoundAndRound = " go round for ever: the same state comes again";

    public static TheoryData<string, Action<ScenarioBuilder>, string?> Programs => new()
    {
        { "one that sends itself the same again", builder => Spinner(builder, "spins", (_, _) => true), "spins" },
        {
            "one that spins until another says stop is stopped by any fair scheduler",
            builder =>
            {
                var spins = Spinner(builder, "spins", (state, heard) => Stopped(state, heard) == 0);
                Starter(builder, "stops", spins, 2);
            },
            null
        },
        {
            "one that hears the stop and goes on all the same",
            builder =>
            {
                var spins = Spinner(builder, "spins", (state, heard) => Stopped(state, heard) >= 0);
                Starter(builder, "stops", spins, 2);
            },
            "spins"
        },
        {
            "two that spin each for itself: no circle of one alone is fair",
            builder =>
            {
                Spinner(builder, "left", (_, _) => true);
                Spinner(builder, "right", (_, _) => true);
            },
            "left and right"
        },
        {
            "one that asks again until the host says yes is answered yes some time",
            builder => Asker(builder, option => option == 0),
            null
        },
        {
            "one that goes to and fro when the host answers no here and yes there: each place is left some time",
            ToAndFro,
            null
        },
        {
            "one that asks again whatever the host says",
            builder => Asker(builder, _ => true),
            "asks"
        },
        {
            "two that step aside for each other can meet for ever",
            Polite,
            "left and right"
        },
    };

    [Theory, MemberData(nameof(Programs))]
    public void A_run_without_end_is_a_livelock_when_no_fair_scheduler_ends_it(
        string program, Action<ScenarioBuilder> build, string? goers)
    {
        var report = Made.Explored(Made.Sketch(build), new StatefulStrategy());
        Assert.True(report.Complete, program);
        string[] expected = goers is null ? [] : ["NoLivelock: " + goers + RoundAndRound];
        Assert.Equal(expected, Made.Failures(report));
        Assert.Equal(goers is null ? 0 : 1, report.Failures.Count);
    }

    [Fact]
    public void What_is_ended_while_circles_are_looked_at_does_not_say_that_there_are_too_many()
    {
        using CancellationTokenSource ended = new();
        var setup = Made.Sketch(builder =>
        {
            var spins = Spinner(builder, "spins", (state, heard) => Stopped(state, heard) == 0);
            Starter(builder, "stops", spins, 2);
        });
        var report = Explorer.Explore(
            () => setup,
            _ => new WatchingStrategy(new StatefulStrategy(), _ => ended.Cancel()),
            new(),
            ended.Token);
        Assert.Equal(
            "NoLivelock is not decided: states come again, and the search was ended before it was known how",
            report.Doubt);
    }

    [Theory, MemberData(nameof(Programs))]
    public void What_goes_on_without_end_never_holds(string program, Action<ScenarioBuilder> build, string? goers)
    {
        void Claims(ScenarioBuilder builder)
        {
            build(builder);
            builder.Claim(new StaysAtOne());
        }

        foreach (var strategy in StrategyCatalog.Names)
        {
            var setup = Made.Sketch(Claims);
            var report = Made.Explored(setup, StrategyCatalog.Make(strategy, 1, setup.Properties)!, new() { Runs = 3 });
            Assert.False(goers is not null && report.Verdict == Verdict.Held, $"{program}: {strategy}");
            Assert.False(goers is null && Made.Failures(report).Any(one => one.Contains("NoLivelock")),
                $"{program}: {strategy}");
        }
    }

    [Fact]
    public void One_that_counts_on_for_ever_is_cut_and_comes_to_no_end()
    {
        var setup = Made.Sketch(builder => Spinner(builder, "counts", (state, _) => ++state.Value.Value > 0));
        var report = Made.Explored(setup, new DporStrategy(setup.Properties));
        Assert.Equal(
            ["NoLivelock: counts go on for more than 10,000 steps and come to no end"], Made.Failures(report));
    }

    /// <summary>
    /// Depth first, whoever could end it is served once in a long run, when that has nearly the length at which it is
    /// cut.
    /// </summary>
    [Fact]
    public void One_that_counts_on_until_another_is_served_late_is_cut_and_not_blamed()
    {
        var setup = Made.Sketch(builder =>
        {
            var counts = Spinner(builder, "counts", (state, heard) =>
            {
                state.Value.Value += Hearing.LabelOf(heard) == 2 ? Stop : 1;
                return state.Value.Value < 2 * Stop;
            });
            Starter(builder, "stops", counts, 2);
            Starter(builder, "helps", counts, 2);
        });
        var report = Made.Explored(setup, new StatefulStrategy(), new() { Runs = 4 });
        Assert.Empty(Made.Failures(report));
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
        Assert.InRange(report.CutRuns, 2, 4);
    }

    [Fact]
    public void A_long_run_that_still_begins_operations_is_cut_and_not_blamed()
    {
        var setup = Made.Sketch(builder =>
        {
            var self = builder.Topology.Next;
            builder.Add("works", new SketchBehavior(
                (state, envelope, outbox) =>
                {
                    outbox.Serving = new(++state.Value.Value);
                    outbox.Send(self, envelope.Read<ToyMessage.Token>());
                },
                outbox => outbox.Send(self, new ToyMessage.Token(1, 0))));
        });
        var report = Made.Explored(setup, new DporStrategy(setup.Properties));
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
        Assert.Equal(1, report.CutRuns);
        Assert.False(report.Complete);
    }

    [Fact]
    public void A_waived_livelock_is_not_looked_for()
    {
        var setup = Made.Sketch(builder =>
        {
            Spinner(builder, "spins", (_, _) => true);
            builder.Waive("NoLivelock", "it polls");
        });
        Assert.Empty(Made.Explored(setup, new StatefulStrategy()).Failures);
        Assert.Equal(Verdict.Inconclusive, Made.Explored(setup, new DporStrategy(setup.Properties)).Verdict);
    }

    [Fact]
    public void A_livelock_is_made_small_and_replays()
    {
        SketchScenario scenario = new(builder =>
        {
            Polite(builder);
            var hears = builder.Add("hears", new SketchBehavior(Hearing.Sum));
            for (var at = 1; at <= 4; at++) { Starter(builder, $"noise{at}", hears, at); }
        });
        var setup = Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Causal);
        var report = Made.Explored(setup, new StatefulStrategy());
        var diagnosis = Assert.Single(Investigator.Investigate(setup, report, new("1", "stateful", 1)));
        Assert.Equal("NoLivelock", diagnosis.Property);
        var replayed = TraceReplayer.Replay(scenario, diagnosis.Trace);
        Assert.Equal("NoLivelock", Assert.Single(replayed.Findings).Property.Name);
    }

    /// <summary>Sends itself what it heard as long as it is told to.</summary>
    /// <summary>More than a run can count.</summary>
    private const int Stop = 1_000_000;

    private static ActorId Spinner(ScenarioBuilder builder, string name, Func<ToyState, Envelope, bool> goesOn)
    {
        var self = builder.Topology.Next;
        return builder.Add(name, new SketchBehavior(
            (state, envelope, outbox) =>
            {
                if (goesOn(state, envelope) && envelope.From == self) { outbox.Send(self, new ToyMessage.Token(1, 0)); }
            },
            outbox => outbox.Send(self, new ToyMessage.Token(1, 0))));
    }

    private static int Stopped(ToyState state, Envelope envelope) =>
        state.Value.Value = Math.Max(state.Value.Value, Hearing.LabelOf(envelope)) == 2 ? 2 : 0;

    private static void Starter(ScenarioBuilder builder, string name, ActorId to, int label) =>
        builder.Add(name, new SketchBehavior(starts: outbox => outbox.Send(to, new ToyMessage.Token(label, 0))));

    private static void ToAndFro(ScenarioBuilder builder) =>
        builder.Add("walks", new SketchBehavior(
            (state, envelope, outbox) =>
            {
                if (envelope.Read<Chosen>().Option != state.Value.Value) { return; }
                state.Value.Value = 1 - state.Value.Value;
                outbox.Choose(1, 2);
            },
            outbox => outbox.Choose(1, 2)));

    private static void Asker(ScenarioBuilder builder, Func<int, bool> asksAgain) =>
        builder.Add("asks", new SketchBehavior(
            (_, envelope, outbox) =>
            {
                if (asksAgain(envelope.Read<Chosen>().Option)) { outbox.Choose(1, 2); }
            },
            outbox => outbox.Choose(1, 2)));

    /// <summary>Each asks the other to go first; who is asked while it asks itself asks again.</summary>
    private static void Polite(ScenarioBuilder builder)
    {
        var (left, right) = (builder.Topology.Next, new ActorId(builder.Topology.Next.Value + 1));
        foreach (var (name, other) in new[] { ("left", right), ("right", left) })
        {
            builder.Add(name, new SketchBehavior(
                (_, _, outbox) => outbox.Send(other, new ToyMessage.Token(1, 0)),
                outbox => outbox.Send(other, new ToyMessage.Token(1, 0))));
        }
    }
}
