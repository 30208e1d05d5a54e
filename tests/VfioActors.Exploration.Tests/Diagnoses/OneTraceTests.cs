using System.Globalization;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;

namespace VfioActors.Exploration.Tests.Diagnoses;

/// <summary>One defect, one trace: whoever met it first. All rows, with more seeds: <c>VFIOACTORS_NAMES=5</c>.</summary>
public sealed class OneTraceTests
{
    private const string More = "VFIOACTORS_NAMES";
    private const int UsualSeeds = 3;

    /// <summary>
    /// With many orders that are as short, from each system at least one; and those that once came to several traces.
    /// </summary>
    private static readonly string[] Usual =
    [
        "AUX-03", "AUX-07", "AUX-10", "DRW-06", "FLT-07", "FLT-17", "FLT-37", "LIV-21", "LIV-22", "T1-03", "T1-35",
        "TCE-18", "TCE-28",
    ];

    /// <summary>Breaks in two races: what SET_IRQS uses is freed by another SET_IRQS or by the end of the file.</summary>
    private const string OfTwoRaces = "LIV-15";

    private static int? Asked => int.TryParse(
        Environment.GetEnvironmentVariable(More), CultureInfo.InvariantCulture, out var seeds) ? seeds : null;

    public static TheoryData<string, string, string> Rows
    {
        get
        {
            TheoryData<string, string, string> rows = [];
            foreach (var scenario in ScenarioCatalog.All)
            {
                foreach (var exhibit in scenario.Exhibits)
                {
                    var isAsked = Asked is not null || Usual.Contains(exhibit.Defect);
                    if (!isAsked || exhibit.Defect == OfTwoRaces) { continue; }
                    rows.Add(scenario.Name, exhibit.Defect, exhibit.Property);
                }
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Whoever_finds_a_defect_it_comes_to_the_same_trace(string name, string defect, string property) =>
        Assert.Single(Traces(name, defect, property, Asked ?? UsualSeeds));

    [Theory]
    [InlineData("AUX-03")]
    [InlineData("AUX-10")]
    public void Of_more_devices_the_same_two_are_left(string defect) =>
        Assert.Single(Traces("aux-attach-detach", defect, null, UsualSeeds, ("devices", "3")));

    [Fact]
    public void What_uses_and_what_frees_is_one_race_with_each_that_frees()
    {
        var traces = Traces("living-interrupt", OfTwoRaces, null, UsualSeeds);
        Assert.Equal(2, traces.Count);
        Assert.Single(traces, trace => trace.Contains("Release", StringComparison.Ordinal));
    }

    /// <summary>What is left and in which order, for each sampling strategy and seed that finds something.</summary>
    private static SortedSet<string> Traces(
        string name, string defect, string? property, int seeds, params (string Name, string Value)[] values)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        var exhibit = scenario.Exhibits.First(one => one.Defect == defect && (property ?? one.Property) == one.Property);
        var arguments = ScenarioArguments.Of(scenario, exhibit.Parameters.Concat(values), [defect]);
        var setup = Setup.Of(scenario, arguments, Delivery.Causal).Only(exhibit.Property);
        SortedSet<string> traces = new(StringComparer.Ordinal);
        foreach (var strategy in StrategyCatalog.Sampling)
        {
            for (var seed = 1; seed <= seeds; seed++)
            {
                var report = Made.Explored(setup, StrategyCatalog.Make(strategy, seed, setup.Properties)!,
                    new() { Runs = 4_000, StopsAtFirst = true });
                if (report.Failures.Count == 0) { continue; }
                var small = TraceMinimizer.Reduce(setup, report.Failures[0]);
                traces.Add(string.Join("; ", small.Setup.Arguments.Dropped.Cast<object>()
                    .Concat(small.Schedule.Cast<object>())));
            }
        }

        return traces;
    }
}
