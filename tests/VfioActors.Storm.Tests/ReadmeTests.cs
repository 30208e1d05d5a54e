using VfioActors.Testing;

namespace VfioActors.Storm.Tests;

/// <summary>What the README of the package shows is what is compiled and run here.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task What_the_readme_shows_does_what_it_says()
    {
        // What README.md shows:
        StormRun storm = new(new()
        {
            Clients = 8,
            Counts = new SortedDictionary<string, int> { ["devices"] = 4, ["domains"] = 4 },
            Operations = 200,
            Duration = TimeSpan.FromHours(1),
            FaultRate = 0.01,
        });
        var report = await storm.GoAsync("my tests 1.0");
        var isClean = report is { AtRest: true, Violations.Count: 0, Lost.Count: 0, Emptiness: null };
        // That was it.
        Assert.True(isClean);
        Assert.NotEmpty(report.Judged.Claims);
    }

    [Fact]
    public void The_readme_shows_what_is_tested() =>
        Assert.Empty(PackageReadme.Missing("VfioActors.Storm", "ReadmeTests.cs"));
}
