using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Tests.Protocols.Drawn;

/// <summary>
/// Models that are drawn, searched by the product and by a search of its own that shares no code with it: the judge
/// goes by the worlds of the product, and would not see what those have wrong.
/// </summary>
public sealed class DrawnModelTests
{
    private const int Models = 160;

    [Theory]
    [InlineData("stateful", 1)]
    [InlineData("stateful", 2)]
    [InlineData("breadth", 1)]
    [InlineData("dfs", 1)]
    [InlineData("dpor", 1)]
    [InlineData("dpor", 2)]
    public void Every_exhaustive_search_meets_what_there_is(string strategy, int workers)
    {
        var compared = 0;
        for (var number = 0; number < Models; number++)
        {
            var drawn = DrawnModel.Draw(number, areEqual: false);
            if (drawn.Delivery == Delivery.Bag && strategy == "dpor") { continue; }
            if (PlainSearch.Of(drawn) is not { } plain || (strategy == "dfs" && plain.States.Count > 150)) { continue; }
            compared++;
            DrawnBuild built = new(drawn);
            var report = built.Model.Explore(strategy, new() { Workers = workers }).Exploration;
            Assert.True(report.Complete, $"{number}");
            Assert.True(plain.Broken.SetEquals(Broken(report)), $"{number}: {string.Join("; ", Broken(report))}");
            Assert.True(plain.Rests.SetEquals(built.Rests), $"{number}: {string.Join("; ", built.Rests)}");
            Assert.Equal(plain.Broken.Count > 0 ? Verdict.Broken : Verdict.Held, report.Verdict);
            Assert.True(
                (report.States ?? plain.States.Count) == plain.States.Count,
                $"{number}: {report.States} states of {plain.States.Count}, {drawn.Delivery}");
        }

        Assert.True(compared > Models / 4, $"{compared}");
    }

    [Theory]
    [InlineData("stateful")]
    [InlineData("breadth")]
    [InlineData("dpor")]
    public void Orbits_stand_for_all_states(string strategy)
    {
        var compared = 0;
        for (var number = 0; number < Models; number++)
        {
            var drawn = DrawnModel.Draw(number, areEqual: true);
            if (PlainSearch.Of(drawn) is not { } plain) { continue; }
            compared++;
            DrawnBuild built = new(drawn);
            var report = built.Model.Explore(strategy, new() { Symmetry = true }).Exploration;
            Assert.True(report.Complete, $"{number}");
            Assert.Equal(Names(plain.Broken), Names(Broken(report)));
            Assert.True(plain.Rests.IsSupersetOf(built.Rests), $"{number}");
            if (report.States is not { } orbits) { continue; }
            Assert.True(orbits <= plain.States.Count, $"{number}: {orbits} orbits of {plain.States.Count}");
            Assert.True(
                orbits * report.Permutations >= plain.States.Count, $"{number}: {orbits} orbits of {plain.States.Count}");
        }

        Assert.True(compared > Models / 4, $"{compared}");
    }

    [Fact]
    public void What_is_sampled_is_among_what_there_is()
    {
        for (var number = 0; number < Models; number += 4)
        {
            var drawn = DrawnModel.Draw(number, areEqual: false);
            if (PlainSearch.Of(drawn) is not { } plain) { continue; }
            foreach (var strategy in StrategyCatalog.Sampling)
            {
                DrawnBuild built = new(drawn);
                var report = built.Model.Explore(strategy, new() { Runs = 30, Seed = number }).Exploration;
                Assert.True(plain.Broken.IsSupersetOf(Broken(report)), $"{number}, {strategy}");
                Assert.True(plain.Rests.IsSupersetOf(built.Rests), $"{number}, {strategy}");
                Assert.Equal(report.Failures.Count > 0 ? Verdict.Broken : Verdict.Inconclusive, report.Verdict);
            }
        }
    }

    private static SortedSet<string> Broken(ExplorationReport report) => new(
        report.Failures.Select(failure => failure.Property.Name.StartsWith("Never", StringComparison.Ordinal)
            ? $"{failure.Property.Name}: {failure.Reason}" : failure.Property.Name),
        StringComparer.Ordinal);

    private static IEnumerable<string> Names(IEnumerable<string> broken) =>
        broken.Select(one => one.Split(':')[0]).Distinct();
}
