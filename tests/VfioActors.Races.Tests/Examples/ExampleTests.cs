using VfioActors.Exploration;
using VfioActors.Testing;

namespace VfioActors.Races.Tests.Examples;

/// <summary>
/// The examples of the documentation: each is broken without its fix and holds with it, and is told as it was.
/// </summary>
public sealed class ExampleTests
{
    private const int LinesMax = 40;

    public static TheoryData<string> Names => [.. Example.All.Select(one => one.Name)];

    [Fact]
    public void There_are_twenty_six_and_each_is_short()
    {
        Assert.True(Example.All.Count() >= 26);
        Assert.All(Example.All, one => Assert.InRange(one.Lines, 1, LinesMax));
    }

    [Theory, MemberData(nameof(Names))]
    public void Without_the_fix_it_is_broken_by_a_ladder_that_stays(string name)
    {
        var example = Named(name);
        Golden.Verify("Examples/Ladders", example.Ladder(example.First(example.Variants[0])), name);
    }

    [Theory, MemberData(nameof(Names))]
    public void With_the_whole_fix_it_holds_in_all_orders(string name)
    {
        var example = Named(name);
        var report = example.Run(example.Variants[^1]);
        Assert.Equal(Verdict.Held, report.Verdict);
        Assert.True(report.Complete);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_table_of_the_documentation_says_the_outcomes(string name)
    {
        var example = Named(name);
        var first = example.First(example.Variants[0]);
        var row = File.ReadAllLines(Path.Combine(Example.Documents, "race-language.md"))
            .Single(line => line.StartsWith($"| [{name}](races/{name}.race) |", StringComparison.Ordinal));
        Assert.EndsWith(
            $"| {first.Property}, {first.MinimalSteps} | {string.Join(' ', example.Variants[^1])} |", row,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_fix_of_the_work_that_outlives_its_device_is_not_enough() =>
        Assert.Equal("NoUseAfterFree", Named("remove-work").First(["CANCEL"]).Property);

    [Fact]
    public void Half_a_fix_of_the_device_that_stays_behind_waits_for_ever() =>
        Assert.Equal("Progress", Named("mdev-create-unregister").First(["SEM"]).Property);

    private static Example Named(string name) => Example.All.Single(one => one.Name == name);
}
