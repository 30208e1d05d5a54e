using VfioActors.Exploration;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Judgements;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Races.Files;
using VfioActors.Races.Reports;
using VfioActors.Races.Texts;
using Xunit.Abstractions;

namespace VfioActors.Races.Tests;

/// <summary>Checks texts as <c>check</c> checks files.</summary>
internal static class Checking
{
    /// <summary>A text as a scenario.</summary>
    internal static RaceScenario Scenario(string text) => new(new RaceFile(new SourceText("q.race", text)));

    /// <summary>Makes a text ready.</summary>
    internal static Setup Setup(string text, string[] on, params (string, string)[] values)
    {
        var scenario = Scenario(text);
        return Exploration.Scenarios.Setup.Of(scenario, ScenarioArguments.Of(scenario, values, on), Delivery.Pair);
    }

    /// <summary>Explores a text.</summary>
    internal static ExplorationReport Run(
        string text, string strategy = "dpor", string[]? on = null, params (string, string)[] values)
    {
        var scenario = Scenario(text);
        var arguments = ScenarioArguments.Of(scenario, values, on ?? []);
        return Explorer.Explore(
            () => Exploration.Scenarios.Setup.Of(scenario, arguments, Delivery.Pair),
            setup => StrategyCatalog.Make(strategy, 1, setup.Properties)!,
            new() { Runs = 200_000 });
    }

    /// <summary>The claims that a text breaks, in ordinal order; "held" for none, "?" when nothing is known.</summary>
    internal static string Verdict(string text, params string[] on) => VerdictOf(Run(text, on: on));

    /// <summary>The same, where states are so few, and orders so many, that they are merged.</summary>
    internal static string MergedVerdict(string text) => VerdictOf(Run(text, "stateful"));

    /// <summary>The same with rounds that are not counted, where all that was left were loops with too many.</summary>
    internal static string UncountedVerdict(string text)
    {
        var verdict = MergedVerdict(text);
        return verdict.StartsWith("? the loop of", StringComparison.Ordinal)
            ? VerdictOf(Run(text, "stateful", null, ("rounds", "0")))
            : verdict;
    }

    private static string VerdictOf(ExplorationReport report)
    {
        return report.Verdict switch
        {
            Exploration.Verdict.Held => "held",
            Exploration.Verdict.Inconclusive => $"? {report.Doubt}",
            _ => string.Join(' ', report.Failures.Select(one => one.Property.Name).Distinct()
                .Order(StringComparer.Ordinal)),
        };
    }

    /// <summary>The reasons why a text is broken, in ordinal order.</summary>
    internal static string[] Reasons(string text, params string[] on) =>
        [.. Run(text, on: on).Failures.Select(one => one.Reason).Order(StringComparer.Ordinal)];

    /// <summary>What is wrong with a text, as a compiler says it.</summary>
    internal static string Problems(string text)
    {
        try
        {
            new RaceFile(new SourceText("q.race", text)).Check(new SortedSet<string>());
            return "";
        }
        catch (RaceFileException failure)
        {
            return string.Join('\n', failure.Lines);
        }
    }

    /// <summary>What is said of the steps of the first failure.</summary>
    internal static IReadOnlyList<string> Steps(string text, params (string, string)[] values) =>
        [.. Diagnosed(text, [], values).Diagnosis.Trace.Steps.SelectMany(step => step.Notes).Select(note => note.Text)];

    /// <summary>The ladder of the first failure, with what is said below it.</summary>
    internal static string Ladder(string text, params string[] on)
    {
        var (scenario, diagnosis) = Diagnosed(text, on);
        return string.Join('\n', [
            .. new RaceLadder(scenario.File, diagnosis.Trace).Lines(),
            "",
            RaceStory.Race(diagnosis.Trace),
            RaceStory.Fate(diagnosis.Trace),
        ]);
    }

    private static (RaceScenario Scenario, Diagnosis Diagnosis) Diagnosed(
        string text, string[] on, params (string, string)[] values)
    {
        var scenario = Scenario(text);
        var arguments = ScenarioArguments.Of(scenario, values, on);
        Setup Made() => Exploration.Scenarios.Setup.Of(scenario, arguments, Delivery.Pair);
        var report = Explorer.Explore(
            Made, setup => StrategyCatalog.Make("dpor", 1, setup.Properties)!, new() { Runs = 200_000 });
        return (scenario, Investigator.Investigate(Made(), report, new("0.1.0", "dpor", 1))[0]);
    }

    /// <summary>On files that are made, each strategy is held to all their orders.</summary>
    /// <param name="count">How many files.</param>
    /// <param name="text">Makes the file of a number.</param>
    /// <param name="oneOf">Of so many files one at least must be small enough to try all its orders.</param>
    /// <param name="output">Told how many were.</param>
    internal static void HoldToBruteForce(int count, Func<int, string> text, int oneOf, ITestOutputHelper output)
    {
        Judge judge = new(new() { OrdersMax = 20_000, Samples = 10 });
        var compared = 0;
        for (var seed = 1; seed <= count; seed++)
        {
            var file = text(seed);
            var judged = judge.Compare(() => Setup(file, []));
            Assert.True(judged.Differences.Count == 0,
                $"seed {seed}: {string.Join("; ", judged.Differences)}\n{file}");
            if (judged.IsCompared) { compared++; }
        }

        output.WriteLine($"{count} files, {compared} of them held against brute force, no difference");
        Assert.True(compared * oneOf > count, $"only {compared} of {count} files are small enough");
    }
}
