using VfioActors.Conformance.Actors;
using VfioActors.Conformance.Recordings;
using VfioActors.Conformance.Reports;

namespace VfioActors.Conformance.Tests;

/// <summary>What the README of the package shows is what is compiled and run here.</summary>
public sealed class ReadmeTests
{
    private const string Begin = "        // What README.md shows:";
    private const string End = "        // That was it.";

    [Fact]
    public void What_the_readme_shows_does_what_it_says()
    {
        var path = Path.Combine(Root(), "tests", "VfioActors.Conformance.Tests", "Recordings", "k6.1", "map.jsonl.gz");
        // What README.md shows:
        var recording = KernelRecordingReader.Read(path);
        var report = Conformity.Check(recording, header => new ActorPerformer(header, seed: 1));
        var first = report.FirstDifference is { } difference
            ? $"line {difference.Operation.Line} of {difference.Case.Id}: {difference.Differences[0]}"
            : $"all {report.Operations} operations agree";
        // That was it.
        Assert.Equal(recording.Cases.Sum(one => one.Operations.Count), report.Operations);
        Assert.Equal($"all {report.Operations} operations agree", first);
    }

    [Fact]
    public void The_readme_shows_what_is_tested()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "src", "VfioActors.Conformance", "README.md"));
        var lines = File.ReadAllLines(
            Path.Combine(Root(), "tests", "VfioActors.Conformance.Tests", "ReadmeTests.cs"));
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
