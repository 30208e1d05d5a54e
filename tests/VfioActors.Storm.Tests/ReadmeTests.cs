namespace VfioActors.Storm.Tests;

/// <summary>What the README of the package shows is what is compiled and run here.</summary>
public sealed class ReadmeTests
{
    private const string Begin = "        // What README.md shows:";
    private const string End = "        // That was it.";

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
    public void The_readme_shows_what_is_tested()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "src", "VfioActors.Storm", "README.md"));
        var lines = File.ReadAllLines(
            Path.Combine(Root(), "tests", "VfioActors.Storm.Tests", "ReadmeTests.cs"));
        var shown = lines.SkipWhile(line => line != Begin).Skip(1).TakeWhile(line => line != End)
            .Select(line => line.Length > 8 ? line[8..] : line);
        Assert.Contains($"```csharp\n{string.Join('\n', shown)}\n```", readme, StringComparison.Ordinal);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "VfioActors.sln"))) { folder = Path.GetDirectoryName(folder)!; }
        return folder;
    }
}
