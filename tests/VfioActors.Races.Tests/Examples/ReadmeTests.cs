using VfioActors.Exploration;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Races.Files;
using VfioActors.Races.Reports;
using VfioActors.Races.Texts;
using VfioActors.Testing;

namespace VfioActors.Races.Tests.Examples;

/// <summary>What the README of the package shows is what is compiled and run here.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void What_the_readme_shows_does_what_it_says()
    {
        // What README.md shows:
        RaceFile file = new(new SourceText("sum.race", """
            int n;
            CPU0 { int r = n; n = r + 1; }
            CPU1 { int r = n; n = r + 1; }
            finally(n == 2);
            """));
        RaceScenario scenario = new(file);
        Setup Made() => Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Pair);
        var report = Explorer.Explore(
            Made, setup => StrategyCatalog.Make("stateful", 1, setup.Properties)!, new());
        var smallest = Investigator.Investigate(Made(), report, new("1.0", "stateful", 1))[0];
        var ladder = string.Join('\n', new RaceLadder(file, smallest.Trace).Lines());
        // That was it.
        Assert.Equal(Verdict.Broken, report.Verdict);
        Assert.True(report.Complete);
        Assert.Equal("finally-4", smallest.Property);
        Assert.Contains("CPU1", ladder, StringComparison.Ordinal);
    }

    [Fact]
    public void The_readme_shows_what_is_tested() =>
        Assert.Empty(PackageReadme.Missing("VfioActors.Races", "Examples/ReadmeTests.cs"));
}
