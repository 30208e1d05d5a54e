using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Tallies;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Strategies.Bounds;

/// <summary>A search with a bound takes exactly the orders that brute force takes within the bound.</summary>
public sealed class PreemptionTests
{
    private const int OrdersMax = 300;
    private const int Most = 2;

    public static TheoryData<ToyFeatures, Delivery> Kinds => ToyKinds.All;

    [Theory, MemberData(nameof(Kinds))]
    public void A_bounded_search_is_brute_force_within_the_bound(ToyFeatures features, Delivery delivery)
    {
        var (compared, bounded) = (0, 0);
        for (var seed = 0; seed < ToyCount.Programs / 7; seed++)
        {
            if (Compare(() => Made.Toy(seed, features, delivery), $"seed {seed}") is not { } bounds) { continue; }
            compared++;
            bounded += bounds;
        }

        Assert.True(compared >= ToyCount.Programs / 21, $"only {compared} programs were small enough");
        Assert.True(bounded > compared / 4, $"the bound left something out only {bounded} times");
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 3)]
    public void It_is_so_for_operations_of_clients_too(int clerks, int script) =>
        Assert.NotNull(Compare(
            () => Made.Tally(clerks, script, TallyDefects.TornAddition), $"script {script}", OrdersMax * 100));

    /// <summary>Three senders of one message each to one actor are three operations of one step: none goes on.</summary>
    [Fact]
    public void Leaving_an_operation_that_cannot_go_on_is_no_preemption()
    {
        var setup = Made.Tally(3, 0);
        var all = Made.Explored(setup, new DfsStrategy());
        var none = Made.Explored(setup, new DfsStrategy(counts: true, preemptions: 0));
        Assert.InRange(none.Runs, 6, all.Runs);
    }

    /// <summary>The lost update needs one switch: between a clerk's reading and its writing.</summary>
    [Theory]
    [InlineData("dfs")]
    [InlineData("stateful")]
    public void A_lost_update_needs_one_preemption(string name)
    {
        var setup = Made.Tally(2, 0, TallyDefects.TornAddition);
        var none = Bounded(setup, name, 0);
        Assert.Equal(Verdict.HeldWithinBound, none.Verdict);
        Assert.Equal(0, none.CompleteUpTo);
        Assert.False(none.Complete);
        var one = Bounded(setup, name, 1);
        Assert.Equal(Verdict.Broken, one.Verdict);
        Assert.Equal("TallyAddsUp", Assert.Single(one.Failures).Property.Name);
    }

    [Theory]
    [InlineData("dfs")]
    [InlineData("stateful")]
    public void A_bound_that_leaves_nothing_out_is_none(string name)
    {
        var report = Bounded(Made.Tally(2, 0), name, 1_000);
        Assert.Equal(Verdict.Held, report.Verdict);
        Assert.Null(report.CompleteUpTo);
        Assert.True(report.Complete);
    }

    [Fact]
    public void A_bounded_search_that_was_ended_holds_nothing()
    {
        var setup = Made.Tally(3, 0);
        var report = Search.Run(() => setup, "dfs", new() { Preemptions = 1, Runs = 3 }).Report;
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
        Assert.Null(report.CompleteUpTo);
        Assert.InRange(report.Remainder!.ShareDone!.Value, 0.000_001, 0.999_999);
    }

    [Theory]
    [InlineData("dfs")]
    [InlineData("stateful")]
    public void A_witness_beyond_the_bound_is_no_failure(string name)
    {
        var setup = Made.Sketch(builder =>
        {
            ActorId echo = new(2);
            var hears = builder.Add("hears", new SketchBehavior((state, envelope, outbox) =>
            {
                Hearing.Digits(state, envelope, outbox);
                if (Hearing.LabelOf(envelope) == 1) { outbox.Send(echo, new ToyMessage.Token(9, 0)); }
            }));
            builder.Add("echo", new SketchBehavior((_, _, outbox) => outbox.Send(hears, new ToyMessage.Token(9, 0))));
            for (var label = 1; label <= 2; label++)
            {
                ToyMessage.Token token = new(label, 0);
                builder.Add($"tells{label}", new SketchBehavior(starts: outbox => outbox.Send(hears, token)));
            }

            builder.Claim(new EchoComesBetween());
        });
        var bounded = Bounded(setup, name, 0);
        Assert.Empty(bounded.Failures);
        Assert.Equal(Verdict.Inconclusive, bounded.Verdict);
        Assert.Equal(
            "no run with at most 0 preemptions reaches EchoComesBetween: others were left out", bounded.Doubt);
        Assert.Equal(Verdict.Held, Bounded(setup, name, 3).Verdict);
    }

    [Fact]
    public void Who_is_not_asked_chooses_what_can_judge_the_claims()
    {
        var states = Search.Run(() => Made.Tally(2, 0), null, new() { Preemptions = 1 });
        Assert.Equal("stateful", states.Strategy);
        Assert.True(states.Reason.Length > 0);
        var refused = Assert.Throws<NotSupportedException>(
            () => Search.Run(() => Made.Tally(2, 0), "dpor", new() { Preemptions = 1 }));
        Assert.Throws<NotSupportedException>(() => Explorer.Explore(
            () => Made.Tally(2, 0), _ => StrategyCatalog.MakeBounded("dfs", 2)!, new() { Preemptions = 1 }));
        Assert.StartsWith("dpor does not bound the preemptions", refused.Message, StringComparison.Ordinal);
    }

    private static ExplorationReport Bounded(Setup setup, string name, int most) =>
        Search.Run(() => setup, name, new() { Preemptions = most }).Report;

    /// <returns>For how many bounds something was left out; null when there are too many orders.</returns>
    private static int? Compare(Func<Setup> setups, string at, long ordersMax = OrdersMax)
    {
        PreemptionCensus census = new(new DfsStrategy(counts: false));
        var everything = Explorer.Explore(setups, _ => census, new() { Runs = ordersMax });
        if (!everything.Complete) { return null; }
        var bounds = 0;
        for (var most = 0; most <= Most; most++)
        {
            RecordingStrategy orders = new(new DfsStrategy(counts: true, most));
            var found = Explorer.Explore(setups, _ => orders, new());
            RecordingStrategy merged = new(new StatefulStrategy(most));
            var states = Explorer.Explore(setups, _ => merged, new());
            var where = $"{at}, {most} preemptions";
            Assert.True(census.RunsWithin(most) == found.Runs, where);
            Assert.True(census.StatesWithin(most).SetEquals(orders.FinalStates), where);
            Assert.True(census.StatesWithin(most).SetEquals(merged.FinalStates), where);
            Assert.True(Made.Failures(found).SetEquals(Made.Failures(states)), where);
            Assert.Equal(census.RunsWithin(most) < everything.Runs, found.CompleteUpTo is not null);
            Assert.True(found.CompleteUpTo is not null || states.CompleteUpTo is null, where);
            Assert.All([found, states], report => AssertEarned(report, most, everything));
            var reached = census.StatesWithin(states.Complete ? int.MaxValue : most);
            Assert.True(reached.SetEquals(merged.FinalStates), where);
            bounds += states.CompleteUpTo is null ? 0 : 1;
        }

        return bounds;
    }

    /// <summary>
    /// Who merges states may go everywhere with few preemptions: then nothing was left out, and that must be so.
    /// </summary>
    private static void AssertEarned(ExplorationReport report, int most, ExplorationReport everything)
    {
        Assert.Equal(report.CompleteUpTo is null, report.Complete);
        if (report.Complete) { Assert.Equal(Made.Failures(everything), Made.Failures(report)); }
        else { Assert.Equal(most, report.CompleteUpTo); }
    }

    /// <summary>Who hears 1 could go on and hear 2: the echo of 1 comes between only when it is left.</summary>
    private sealed class EchoComesBetween : Witness
    {
        public override string Claim => "1 is heard, then its echo, then 2.";

        public override bool Reached(IWorldView view) => view.State<ToyState>(new(1)).Value.Value == 1192;
    }
}
