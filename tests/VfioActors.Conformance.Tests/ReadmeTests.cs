using VfioActors.Conformance.Actors;
using VfioActors.Conformance.Recordings;
using VfioActors.Conformance.Reports;
using VfioActors.Testing;

namespace VfioActors.Conformance.Tests;

/// <summary>What the README of the package shows is what is compiled and run here.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void What_the_readme_shows_does_what_it_says()
    {
        var path = Path.Combine(Golden.FolderOf("Recordings"), "k6.1", "map.jsonl.gz");
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
    public void The_readme_shows_what_is_tested() =>
        Assert.Empty(PackageReadme.Missing("VfioActors.Conformance", "ReadmeTests.cs"));
}
