using VfioActors.Cluster.Searches.Askers;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;

namespace VfioActors.Cluster.Tests;

/// <summary>What the README of the package shows is what is compiled and run here.</summary>
public sealed class ReadmeTests
{
    private const string Begin = "        // What README.md shows:";
    private const string End = "        // That was it.";

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
    public void The_readme_shows_what_is_tested()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "src", "VfioActors.Cluster", "README.md"));
        var lines = File.ReadAllLines(
            Path.Combine(Root(), "tests", "VfioActors.Cluster.Tests", "ReadmeTests.cs"));
        var shown = lines.SkipWhile(line => line != Begin).Skip(1).TakeWhile(line => line != End)
            .Select(line => line.Length > 8 ? line[8..] : line);
        Assert.Contains($"```csharp\n{string.Join('\n', shown)}\n```", readme, StringComparison.Ordinal);
        Assert.All(
            lines.TakeWhile(line => line.Length > 0).Where(line => line.Contains(" VfioActors.", StringComparison.Ordinal)),
            line => Assert.Contains($"`{line[6..^1]}`", readme, StringComparison.Ordinal));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "VfioActors.sln"))) { folder = Path.GetDirectoryName(folder)!; }
        return folder;
    }
}
