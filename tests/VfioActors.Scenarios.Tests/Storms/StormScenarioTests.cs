using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Scenarios.Tests.Storms;

public sealed class StormScenarioTests
{
    [Theory]
    [InlineData("attach")]
    [InlineData("all")]
    public void A_small_storm_leaves_nothing_behind_in_any_order(string mix)
    {
        var report = Exploring.Explore("storm", "dpor", [("mix", mix)]);
        Assert.Empty(report.Failures);
        Assert.True(report.Complete);
    }

    [Theory]
    [InlineData("AUX-03", "NoUseOfFreedPasid")]
    [InlineData("AUX-04", "NoUseOfFreedPasid")]
    [InlineData("AUX-06", "NoUseOfFreedPasid")]
    [InlineData("AUX-10", "OnePasidPerDomain")]
    public void A_small_storm_shows_a_defect(string defect, string property)
    {
        var report = Exploring.Explore("storm", "dpor", [("operations", "3")], defect);
        Assert.Contains(report.Failures, failure => failure.Property.Name == property);
    }

    [Theory]
    [InlineData("1", "2")]
    [InlineData("2", "3")]
    public void A_small_storm_on_containers_leaves_nothing_behind_in_any_order(string containers, string operations)
    {
        var report = Exploring.Explore(
            "storm", "dpor", [("mix", "dmamap+pin"), ("containers", containers), ("operations", operations)]);
        Assert.Empty(report.Failures);
        Assert.True(report.Complete);
    }

    [Theory]
    [InlineData("1", "4", "3")]
    [InlineData("2", "4", "2")]
    [InlineData("1", "5", "4")]
    public void A_small_storm_of_groups_that_come_and_go_leaves_nothing_behind_in_any_order(
        string containers, string operations, string seed)
    {
        var values = Exploring.Values(
            $"mix=dmamap+pin+group containers={containers} operations={operations} seed={seed}");
        var report = Exploring.Explore("storm", "dpor", values);
        Assert.Empty(report.Failures);
        Assert.True(report.Complete);
    }

    [Theory]
    [InlineData("steady")]
    [InlineData("waves")]
    [InlineData("ramps")]
    public void Storms_with_failures_and_deaths_that_the_host_ends_leave_nothing_behind(string shape)
    {
        var values = Exploring.Values("mix=all clients=3 domains=2 operations=0 burst=5 window=3 failures=1 deaths=2 "
            + $"ndoms=1 shape={shape}");
        var (scenario, arguments) = Exploring.ArgumentsOf("storm", values);
        var report = Explorer.Explore(
            () => Setup.Of(scenario, arguments, Delivery.Causal), _ => new RandomStrategy(seed: 1), new() { Runs = 2_000 });
        Assert.Empty(report.Failures);
        Assert.Equal(0, report.CutRuns);
    }
}
