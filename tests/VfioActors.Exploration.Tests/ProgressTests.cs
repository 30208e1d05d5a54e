using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;

namespace VfioActors.Exploration.Tests;

/// <summary>What is told while a search goes on is true of all of it.</summary>
public sealed class ProgressTests
{
    /// <summary>Ended as soon as it was told what is left, which nothing but the clock decides.</summary>
    [Theory]
    [InlineData("stateful")]
    [InlineData("breadth")]
    [InlineData("dpor")]
    [InlineData("dfs")]
    public void What_is_left_is_told_on_the_way(string strategy)
    {
        using CancellationTokenSource end = new();
        List<ExplorationProgress> told = [];
        void Tell(ExplorationProgress progress)
        {
            told.Add(progress);
            if (progress.Left is not null) { end.Cancel(); }
        }

        var report = Explored(strategy, new() { Progress = Tell, Memory = 1L << 40 }, end.Token);
        var last = told[^1];
        Assert.False(report.Complete);
        Assert.Equal(strategy is "stateful" or "breadth", last.Left!.UntriedSteps is > 0);
        Assert.Equal(strategy is "dpor" or "dfs", last.Left.ShareDone is > 0 and < 1);
        Assert.Equal(1L << 40, last.MemoryMax);
        Assert.True(last.Memory > 0);
        Assert.InRange(last.Deliveries, 1, report.Deliveries);
        Assert.InRange(last.Runs, 0, report.Runs);
        Assert.Equal(told.OrderBy(one => one.Deliveries), told);
    }

    [Theory]
    [InlineData("stateful", 3)]
    [InlineData("random", 2)]
    public void Several_threads_are_told_of_together(string strategy, int threads)
    {
        Lock gate = new();
        List<ExplorationProgress> told = [];
        void Tell(ExplorationProgress progress)
        {
            lock (gate) { told.Add(progress); }
        }

        var report = Explored(
            strategy, new() { Progress = Tell, Workers = threads, Deliveries = 40_000 }, CancellationToken.None);
        Assert.NotEmpty(told);
        Assert.All(told, one => Assert.InRange(one.Deliveries, 1, report.Deliveries));
        Assert.All(told, one => Assert.InRange(one.Runs, 0, report.Runs));
    }

    private static ExplorationReport Explored(
        string strategy, ExplorationOptions options, CancellationToken cancellation)
    {
        var scenario = ScenarioCatalog.Find("aux-attach-detach")!;
        return Explorer.Explore(
            () => Setup.Of(scenario, ScenarioArguments.Of(scenario, [("devices", "6")], []), Delivery.Causal),
            made => StrategyCatalog.Make(strategy, 1, made.Properties)!, options, cancellation);
    }
}
