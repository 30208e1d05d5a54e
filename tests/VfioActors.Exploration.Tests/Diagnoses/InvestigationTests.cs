using System.Text;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Diagnoses.Candidates;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Tests.Diagnoses;

/// <summary>What many failures of one exploration have in common is found out once.</summary>
public sealed class InvestigationTests
{
    private static readonly TraceOrigin Origin = new("test", "stateful", 1);

    [Theory]
    [InlineData("aux-one-owner", "devices=3 granularity=turns variant=cleared", "")]
    [InlineData("aux-attach-detach", "devices=3", "AUX-03 AUX-10")]
    public void All_together_come_to_the_same_as_each_by_itself(string name, string values, string defects)
    {
        var setup = Ready(name, values, defects);
        var report = Explorer.Explore(
            () => setup, made => StrategyCatalog.Make("stateful", 1, made.Properties)!, new());
        Investigation investigation = new(setup, report, Origin);
        investigation.Go();
        Assert.InRange(report.Failures.Count, 4, 64);

        var alone = report.Failures.Select(failure => new Minimization(setup, failure, Origin).Go()).ToList();
        foreach (var found in investigation.Known.Diagnoses.Where(one => one.Behind.Count == 0))
        {
            var like = alone.Where(one => one.Property == found.Property && one.Defects.SequenceEqual(found.Defects));
            var least = like.MinBy(one => one.MinimalSteps)!;
            Assert.Equal(TextOf(least.Trace), TextOf(found.Trace));
            Assert.False(found.IsUnexplained);
            Assert.Equal(like.Sum(one => one.Occurrences), found.Occurrences);
        }
    }

    [Fact]
    public void A_search_that_was_ended_is_done_again()
    {
        var setup = Ready("aux-one-owner", "devices=2 granularity=turns variant=cleared", "");
        KnownSearches searches = new();
        var ended = searches.Failures(setup, "P4", new CancellationToken(canceled: true));
        var found = searches.Failures(setup, "P4", CancellationToken.None);
        Assert.NotSame(ended, found);
        Assert.NotEmpty(found);
        Assert.Same(found, searches.Failures(setup, "P4", CancellationToken.None));
    }

    [Fact]
    public void Searches_of_less_or_of_something_else_are_others()
    {
        var setup = Ready("aux-attach-detach", "devices=2", "AUX-03");
        KnownSearches searches = new();
        var property = setup.Properties[0].Name;
        var whole = searches.Failures(setup, property, CancellationToken.None);
        foreach (var arguments in new[]
        {
            setup.Arguments.Without([1]), setup.Arguments.With(new([])), setup.Arguments.Asking(all: true),
            Ready("aux-attach-detach", "devices=3", "AUX-03").Arguments,
        })
        {
            Assert.NotSame(whole, searches.Failures(setup.With(arguments), property, CancellationToken.None));
        }

        Assert.NotSame(whole, searches.Failures(setup, setup.Properties[1].Name, CancellationToken.None));
    }

    /// <summary>The steps, and in the header what they break and why.</summary>
    private static string TextOf(Trace trace)
    {
        using MemoryStream output = new();
        TraceWriter.Write(output, "", trace);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static Setup Ready(string name, string values, string defects)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        var pairs = values.Split(' ').Select(value => (value.Split('=')[0], value.Split('=')[1]));
        var on = defects.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, pairs, on), Delivery.Causal);
    }
}
