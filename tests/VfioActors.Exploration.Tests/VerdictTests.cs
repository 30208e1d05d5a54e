using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Tallies;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests;

public sealed class VerdictTests
{
    public static TheoryData<string, Action<ScenarioBuilder>, string> Empty => new()
    {
        { "no actor", builder => builder.Claim(new Tops(9)), "the scenario has no actors" },
        {
            "no message",
            builder =>
            {
                builder.Add("idle", new SketchBehavior());
                builder.Claim(new Tops(9));
            },
            "no message was delivered: nothing happened"
        },
        { "no claim", Sends, "the scenario claims nothing; only what is checked of every scenario was" },
        {
            "a claim about nobody",
            builder =>
            {
                Sends(builder);
                builder.Claim(new AboutNobody());
            },
            "none of the claims was ever looked at: they are about nothing that happens"
        },
    };

    [Theory, MemberData(nameof(Empty))]
    public void What_was_not_looked_at_does_not_hold(string what, Action<ScenarioBuilder> build, string doubt)
    {
        foreach (var strategy in StrategyCatalog.Names)
        {
            var report = Explored(build, strategy);
            Assert.True(report.Doubt == doubt || !report.Complete, $"{what}, {strategy}: {report.Doubt}");
            Assert.Equal(Verdict.Inconclusive, report.Verdict);
        }
    }

    [Fact]
    public void What_holds_says_what_was_checked()
    {
        var report = Explored(
            builder =>
            {
                Sends(builder);
                builder.Claim(new Tops(9), new AboutNobody());
                builder.Waive("NothingHeld", "a toy holds nothing");
            },
            "dpor");
        Assert.Equal(Verdict.Held, report.Verdict);
        Assert.Equal(["Tops"], report.Judged.Claims);
        Assert.Equal(["NoBrokenPromise", "NoLivelock"], report.Judged.Checks);
        Assert.Equal(["AboutNobody", "Progress", "OperationsAnswered"], report.Judged.NeverApplied);
        Assert.Equal([new WaivedCheck("NothingHeld", "a toy holds nothing")], report.Judged.Waived);
    }

    [Theory]
    [InlineData("dpor")]
    [InlineData("stateful")]
    [InlineData("random")]
    public void An_invariant_that_reads_another_actor_judges_nothing(string strategy)
    {
        var report = Explored(
            builder =>
            {
                Sends(builder);
                builder.Claim(new ReadsAnother());
            },
            strategy);
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
        Assert.Equal(
            "ReadsAnother could not be judged: InvalidOperationException: ReadsAnother is about hears and reads the "
            + "state of sends: an Invariant and a StepRule see their own actor only; claim it as an Observer, which says "
            + "which steps it sees, or as an AtRest (in ReadsAnother.Refute)",
            report.Doubt);
    }

    [Fact]
    public void What_was_found_before_a_claim_throws_is_found()
    {
        var report = Explored(
            builder =>
            {
                Sends(builder);
                builder.Claim(new Tops(1), new ThrowsAtRest());
            },
            "dpor");
        Assert.Equal(Verdict.Broken, report.Verdict);
        Assert.Equal("Tops", report.Failures[0].Property.Name);
        Assert.Equal(
            "ThrowsAtRest could not be judged: FormatException: no number (in ThrowsAtRest.Refute)", report.Doubt);
    }

    [Fact]
    public void A_waived_crash_is_no_failure()
    {
        void Build(ScenarioBuilder builder)
        {
            var breaks = builder.Add("breaks", new SketchBehavior((_, _, _) => Ensure.That(false, "it never breaks")));
            builder.Add("sends", new SketchBehavior(starts: box => box.Send(breaks, new ToyMessage.Token(1, 0))));
            builder.Claim(new Tops(9));
        }

        Assert.Equal(Verdict.Broken, Explored(Build, "dpor").Verdict);
        var waived = Explored(
            builder =>
            {
                Build(builder);
                builder.Waive("NoBrokenPromise", "it is meant to break");
            },
            "dpor");
        Assert.Empty(waived.Failures);
    }

    [Fact]
    public void Only_a_check_that_there_is_can_be_waived()
    {
        var refused = Assert.Throws<ArgumentException>(
            () => Made.Sketch(builder => builder.Waive("NoLiveLock", "a typing error")));
        Assert.Equal(
            "there is no check 'NoLiveLock' to waive; there are NoBrokenPromise, Progress, "
            + "OperationsAnswered, NothingHeld, NoLivelock",
            refused.Message);
    }

    [Fact]
    public void What_one_search_found_is_not_lost_when_another_goes_on()
    {
        // Orders are too many for dpor and too deep for states: sampling ends it, and dpor had found what is rare.
        var report = Search.Run(
            () => Made.Tally(3, 9, TallyDefects.All.Except([TallyDefects.AddsTen])),
            null,
            new() { Time = TimeSpan.FromMinutes(5), Deliveries = 1 << 16 });
        var alone = Made.Explored(
            Made.Tally(3, 9, TallyDefects.All.Except([TallyDefects.AddsTen])),
            StrategyCatalog.Make("dpor", 1, Made.Tally(3, 9).Properties)!,
            new() { Deliveries = 1 << 16 });
        Assert.NotEmpty(alone.Failures);
        Assert.Superset(Made.Failures(alone), Made.Failures(report.Report));
    }

    private static void Sends(ScenarioBuilder builder)
    {
        var hears = builder.Add("hears", new SketchBehavior(Hearing.Sum));
        builder.Add("sends", new SketchBehavior(starts: outbox =>
        {
            outbox.Send(hears, new ToyMessage.Token(1, 0));
            outbox.Send(hears, new ToyMessage.Token(2, 0));
        }));
    }

    private static ExplorationReport Explored(Action<ScenarioBuilder> build, string strategy)
    {
        var setup = Made.Sketch(build);
        return Made.Explored(setup, StrategyCatalog.Make(strategy, 1, setup.Properties)!, new() { Runs = 20 });
    }

    private sealed class Tops(int most) : Invariant<ToyState>
    {
        public override string Claim => "No actor counts further.";

        public override string? Refute(ToyState state, ActorId actor, IWorldView view) =>
            state.Value.Value > most ? $"{view.NameOf(actor)} counts {state.Value.Value}" : null;
    }

    private sealed class AboutNobody : Invariant<TallyState>
    {
        public override string Claim => "Nobody here tallies.";

        public override string? Refute(TallyState state, ActorId actor, IWorldView view) => "somebody does";
    }

    private sealed class ReadsAnother : Invariant<ToyState>
    {
        public override string Claim => "No actor is ahead of the second.";

        public override string? Refute(ToyState state, ActorId actor, IWorldView view) =>
            state.Value.Value < view.State<ToyState>(new(2)).Value.Value ? "behind" : null;
    }

    private sealed class ThrowsAtRest : AtRest
    {
        public override string Claim => "Never said.";

        public override string? Refute(IWorldView view) => throw new FormatException("no number");
    }
}
