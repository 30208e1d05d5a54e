using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Tallies;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Strategies.Bounds;

public sealed class RemainderTests
{
    [Fact]
    public void A_search_that_is_done_leaves_nothing()
    {
        foreach (var name in (string[])["dfs", "dpor", "stateful"])
        {
            Assert.Null(Search.Run(() => Made.Tally(2, 0), name, new()).Report.Remainder);
        }
    }

    /// <summary>
    /// The share is a sum of weights of leaves: over all of them 1, each the chance that a path at random ends there.
    /// After every run it must be what the runs so far weigh.
    /// </summary>
    [Fact]
    public void The_share_of_dfs_is_the_chance_that_a_path_at_random_was_taken()
    {
        var all = Made.Explored(Made.Tally(3, 0), new DfsStrategy()).Runs;
        List<double> weights = [];
        WatchingStrategy weighing = new(new DfsStrategy(), world =>
        {
            var (weight, depth) = (1.0, world.Depth);
            var choices = Enumerable.Range(0, depth).Select(world.ChoiceAt).ToList();
            world.BackTo(0);
            foreach (var choice in choices)
            {
                weight /= world.Enabled.Length;
                world.Take(choice);
            }

            weights.Add(weight);
        });
        Made.Explored(Made.Tally(3, 0), weighing);
        Assert.Equal(all, weights.Count);
        Assert.Equal(1, weights.Sum(), 9);
        for (var runs = 1; runs < all; runs += 7)
        {
            var left = Made.Explored(Made.Tally(3, 0), new DfsStrategy(), new() { Runs = runs }).Remainder!;
            Assert.Equal(weights.Take(runs).Sum(), left.ShareDone!.Value, 9);
            Assert.Equal(runs / left.ShareDone.Value, left.RunsInAll!.Value, 9);
        }
    }

    /// <summary>Three messages to one actor: each of them first, each of the others next.</summary>
    [Theory]
    [InlineData("dfs")]
    [InlineData("dpor")]
    public void Of_a_tree_whose_branches_are_alike_the_estimate_is_the_count(string name)
    {
        for (var runs = 1; runs < 6; runs++)
        {
            var left = Search.Run(() => Made.Sketch(Three), name, new() { Runs = runs }).Report.Remainder!;
            if (name == "dfs") { Assert.Equal(6, left.RunsInAll!.Value, 9); }
            Assert.InRange(left.ShareDone!.Value, (runs / 6.0) - 1e-9, 1);
        }
    }

    [Theory]
    [InlineData("dfs")]
    [InlineData("dpor")]
    public void An_estimate_is_of_the_order_of_the_count(string name)
    {
        var setup = Made.Tally(3, 0);
        var all = Search.Run(() => setup, name, new()).Report.Runs;
        var left = Search.Run(() => setup, name, new() { Runs = all / 2 }).Report.Remainder!;
        Assert.InRange(left.ShareDone!.Value, 0.1, 0.95);
        Assert.InRange(left.RunsInAll!.Value, all / 4.0, all * 4.0);
    }

    [Fact]
    public void Merging_says_how_many_steps_it_knows_of_and_did_not_take()
    {
        var setup = Made.Tally(4, 0);
        var whole = Search.Run(() => setup, "stateful", new()).Report;
        var report = Search.Run(() => setup, "stateful", new() { Runs = 1 }).Report;
        Assert.InRange(report.Remainder!.UntriedSteps!.Value, 1, whole.Deliveries - report.Deliveries);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(50, 17L)]
    [InlineData(10_000, 3_338L)]
    [InlineData(30_000, 10_014L)]
    public void Runs_that_broke_nothing_bound_how_often_a_defect_is_met(long runs, long? oneIn)
    {
        var sample = Remainder.OfSample(runs);
        Assert.Equal(oneIn, sample.OneRunIn);
        if (oneIn is { } one)
        {
            Assert.True(Math.Pow(1 - (1.0 / one), runs) <= 1 - Remainder.Confidence, "a defect as rare would show");
            Assert.True(Math.Pow(1 - (1.0 / (one + 1)), runs) > 1 - Remainder.Confidence, "a rarer one need not");
        }
    }

    /// <summary>It is n / ln 20 + 1/2, but for what is less the more runs there are.</summary>
    [Theory]
    [InlineData(1_000_000_000, 333_808_201L)]
    [InlineData(1_000_000_000_000, 333_808_200_695L)]
    public void Very_many_runs_bound_it_too(long runs, long oneIn) =>
        Assert.Equal(oneIn, Remainder.OfSample(runs).OneRunIn);

    [Fact]
    public void Sampling_says_its_bound_when_nothing_broke_and_only_then()
    {
        var clean = Search.Run(() => Made.Tally(2, 0), "random", new() { Runs = 50 }).Report;
        Assert.Equal(new Remainder(OneRunIn: 17), clean.Remainder);
        var broken = Search.Run(() => Made.Tally(2, 0, TallyDefects.TornAddition), "random", new() { Runs = 50 });
        Assert.Equal(Verdict.Broken, broken.Report.Verdict);
        Assert.Null(broken.Report.Remainder);
    }

    [Theory]
    [InlineData("fest")]
    [InlineData("adaptive")]
    public void Runs_that_learn_from_each_other_bound_nothing(string strategy)
    {
        var report = Search.Run(() => Made.Tally(2, 0), strategy, new() { Runs = 50 }).Report;
        Assert.Equal(50, report.Runs);
        Assert.Null(report.Remainder);
    }

    private static void Three(ScenarioBuilder builder)
    {
        var to = builder.Add("hears", new SketchBehavior(Hearing.Digits));
        for (var label = 1; label <= 3; label++)
        {
            ToyMessage.Token token = new(label, 0);
            builder.Add($"tells{label}", new SketchBehavior(starts: outbox => outbox.Send(to, token)));
        }
    }
}
