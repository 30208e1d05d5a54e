using VfioActors.Cluster.Searches.Askers;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;
using VfioActors.Testing;

namespace VfioActors.Cluster.Tests;

/// <summary>What the README of the package shows is what is compiled and run here.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task What_the_readme_shows_does_what_it_says()
    {
        var stormNode = Storming.Node();
        var searchNode = Storming.Node("search", "my tests", "1", "-1");
        // What README.md shows:
        ClusterStorm storm = new(new()
        {
            Storm = new() { Clients = 4, Machines = 2, Operations = 50, Duration = TimeSpan.FromHours(1) },
            Nodes = 2,
            Program = stormNode,
        });
        var stormed = await storm.GoAsync("my tests");

        var scenario = ScenarioCatalog.Find("aux-attach-detach")!;
        var searched = await ClusterSearch.RunAsync(new()
        {
            Setup = () => Setup.Of(scenario, ScenarioArguments.Of(scenario, [], ["AUX-03"]), Delivery.Causal),
            Strategy = "stateful",
            Options = new(),
            Product = "my tests",
            Programs = [searchNode, searchNode],
        });
        // That was it.
        Assert.True(stormed.Storm.AtRest);
        Assert.Empty(stormed.Storm.Violations);
        Assert.Empty(stormed.Storm.Lost);
        Assert.Equal(2, stormed.Nodes.Count);
        Assert.True(searched.Search.Report.Complete);
        Assert.Contains("NoUseOfFreedPasid", searched.Search.Report.Failures.Select(one => one.Property.Name));
        Assert.Equal(2, searched.Nodes.Count);
    }

    [Fact]
    public void The_readme_shows_what_is_tested() =>
        Assert.Empty(PackageReadme.Missing("VfioActors.Cluster", "ReadmeTests.cs"));
}
