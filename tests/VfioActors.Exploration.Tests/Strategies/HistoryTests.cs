using VfioActors.Behaviors;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Replays;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Strategies;

/// <summary>A claim about history is known to be broken at the end of a run, whichever step it blames.</summary>
public sealed class HistoryTests
{
    public static TheoryData<string> Strategies => ["dfs", "dpor", "random", "portfolio"];

    [Theory, MemberData(nameof(Strategies))]
    public void A_run_that_goes_on_from_behind_the_blamed_step_finds_it(string name)
    {
        var setup = Two((_, _, _) => { });
        var report = Made.Explored(setup, Make(name, setup), new() { Runs = 50 });
        Assert.Equal("EndsInOrder: 2 before 1", Assert.Single(Made.Failures(report)));
    }

    [Theory, MemberData(nameof(Strategies))]
    public void It_is_found_too_where_the_first_run_crashed(string name)
    {
        var setup = Two((state, envelope, _) =>
        {
            Ensure.That(Hearing.LabelOf(envelope) == 1 || state.Value.Value != 5, "one comes first");
            state.Value.Value = Hearing.LabelOf(envelope) == 1 ? 5 : 6;
        });
        var report = Made.Explored(setup, Make(name, setup), new() { Runs = 50 });
        Assert.Equal(
            ["EndsInOrder: 2 before 1", "NoBrokenPromise: hears: one comes first"],
            Made.Failures(report).Select(line => line));
    }

    [Theory, MemberData(nameof(Strategies))]
    public void A_run_is_not_broken_by_what_another_run_ended_in(string name)
    {
        var setup = Two((_, _, _) => { });
        var strategy = Make(name, setup);
        var report = Made.Explored(setup, strategy, new() { Runs = 50 });
        if (strategy.Traits.IsExhaustive) { Assert.Equal(report.Runs, 2 * report.BrokenRuns); }
        else { Assert.InRange(report.BrokenRuns, 1, report.Runs - 1); }
    }

    /// <summary>It is judged at rest, so what shows it goes there, and not to the step that it blames alone.</summary>
    [Theory, MemberData(nameof(Strategies))]
    public void Its_trace_replays(string name)
    {
        var setup = Two((_, _, _) => { });
        var report = Made.Explored(setup, Make(name, setup), new() { Runs = 50 });
        TraceOrigin origin = new("test", name, 1);
        Diagnosis[] diagnoses =
        [
            Assert.Single(Investigator.Investigate(setup, report, origin)),
            Investigation.AsFound(setup, Assert.Single(report.Failures), origin, "nobody waits")!,
        ];
        foreach (var trace in diagnoses.Select(diagnosis => diagnosis.Trace))
        {
            var replayed = TraceReplayer.Replay(setup.Scenario, trace);
            TraceReplayer.CheckViolation(trace.Header, replayed);
            Assert.True(replayed.IsAtRest);
            Assert.Equal(0, Assert.Single(replayed.Findings).Step);
            Assert.Equal(BugFate.StillThere, TolerantReplay.Replay(setup.Scenario, trace).Bug);
        }
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(5)]
    public void A_step_that_is_not_of_the_run_cannot_be_blamed(int step)
    {
        var setup = Two((_, _, _) => { }, step);
        var report = Made.Explored(setup, new DfsStrategy());
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
        Assert.Equal(
            $"EndsInOrder could not be judged: InvalidOperationException: it blames step {step} of a run of 5",
            report.Doubt);
    }

    [Fact]
    public void What_is_wrong_before_the_first_step_is_found()
    {
        var setup = Made.Sketch(builder =>
        {
            builder.Add("idle", new SketchBehavior());
            builder.Claim(new NothingIsOne());
        });
        Assert.Equal("NothingIsOne: it is", Assert.Single(Made.Failures(Made.Explored(setup, new DfsStrategy()))));
    }

    private static IStrategy Make(string name, Setup setup) => StrategyCatalog.Make(name, 1, setup.Properties)!;

    /// <summary>One message first of all, then two in either order.</summary>
    private static Setup Two(Action<ToyState, Envelope, Outbox> hears, int blamed = 0) => Made.Sketch(builder =>
    {
        var to = builder.Add("hears", new SketchBehavior(hears));
        var first = builder.Topology.Next;
        SketchBehavior begins = new(
            (_, _, outbox) =>
            {
                for (var label = 1; label <= 2; label++)
                {
                    outbox.Send(new(first.Value + label), new ToyMessage.Token(label, 0));
                }
            },
            outbox => outbox.Send(first, new ToyMessage.Token(0, 0)));
        builder.Add("begins", begins);
        for (var label = 1; label <= 2; label++)
        {
            ToyMessage.Token token = new(label, 0);
            builder.Add($"tells{label}", new SketchBehavior((_, _, outbox) => outbox.Send(to, token)));
        }

        builder.Claim(new EndsInOrder(blamed));
    });

    /// <summary>Blames the first step of all, or another one that has nothing to do with it.</summary>
    private sealed class EndsInOrder(int blamed) : Ordering
    {
        public override string Claim => "1 comes before 2.";

        public override bool Sees(ActorId receiver, MessageKind kind) => receiver.Value == 1;

        public override (int Step, string Reason)? Refute(ReadOnlySpan<Envelope> steps, IWorldView view)
        {
            foreach (ref readonly var step in steps)
            {
                if (step.To.Value == 1) { return Hearing.LabelOf(step) == 2 ? (blamed, "2 before 1") : null; }
            }

            return null;
        }
    }

    private sealed class NothingIsOne : AtRest
    {
        public override string Claim => "Nothing is 1.";

        public override string? Refute(IWorldView view) =>
            view.State<ToyState>(new(1)).Value.Value == 1 ? "it is" : null;
    }
}
