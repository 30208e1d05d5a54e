using VfioActors.TestKit.Explorations;
using VfioActors.TestKit.Tests.Bank;

namespace VfioActors.TestKit.Tests;

/// <summary>What README.md shows is what is compiled and run here.</summary>
public sealed class ReadmeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("explored").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_explored_test_is_shown_as_it_is_run_and_takes_twelve_lines()
    {
        var shown = Block("csharp", 0);
        var lines = Read("tests/VfioActors.TestKit.Tests/Bank/Deposits.cs").Split('\n')
            .SkipWhile(line => !line.Contains("class Deposits", StringComparison.Ordinal))
            .Where(line => !line.StartsWith('#'));
        Assert.Equal(string.Join('\n', lines).Replace("internal sealed", "public sealed").Trim(), shown);
        Assert.Equal(12, shown.Split('\n').Length);
    }

    [Fact]
    public void The_ladder_is_shown_as_it_comes_out()
    {
        ExploredTest test = new(
            typeof(Deposits), typeof(Deposits).GetMethod(nameof(Deposits.Both_deposits_arrive))!, [], _folder);
        var said = test.Run(null, CancellationToken.None).Failure!.Split('\n');
        Assert.All(Block("text", 0).Split('\n'), line => Assert.Contains(line, said));
    }

    [Fact]
    public void The_played_driver_is_shown_as_it_is_run()
    {
        var lines = Read("tests/VfioActors.TestKit.Tests/TopologyTests.cs").Split('\n')
            .SkipWhile(line => line != "    // What README.md shows:").Skip(1)
            .TakeWhile(line => line != "    // That was it.").Select(line => line.Length > 4 ? line[4..] : line);
        Assert.Equal(string.Join('\n', lines).Trim(), Block("csharp", 1));
    }

    private static string Block(string language, int number) =>
        Read("src/VfioActors.TestKit/README.md").Split($"```{language}\n")[number + 1].Split("\n```")[0];

    private static string Read(string path)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "VfioActors.sln"))) { folder = Path.GetDirectoryName(folder)!; }
        return File.ReadAllText(Path.Combine(folder, path));
    }
}
