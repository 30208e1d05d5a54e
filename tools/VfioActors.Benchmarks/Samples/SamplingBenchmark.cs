using System.Globalization;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;

namespace VfioActors.Benchmarks.Samples;

/// <summary>
/// How many runs does each sampling strategy need until the defect of a museum row shows, with the row at twice its
/// size? A table in Markdown: medians over seeds, each seed's runs bounded.
/// </summary>
/// <param name="runsMax">How many runs a seed may take.</param>
/// <param name="seeds">How many seeds: 1, 2 and so on; odd, so that there is a median.</param>
/// <param name="filter">Only rows whose defect or scenario has this in its name.</param>
/// <param name="settings">Parameters that have these values instead, where a scenario has such a parameter.</param>
internal sealed class SamplingBenchmark(
    long runsMax, int seeds, string filter, IReadOnlyList<(string Name, string Value)> settings, TextWriter output)
{
    /// <summary>The first word of its command line.</summary>
    internal const string Name = "sampling";

    /// <summary>Runs as a command line says: how many runs, seeds, a part of a name, and parameters.</summary>
    /// <returns>The exit code: 64 when the line cannot be read.</returns>
    internal static int Run(IReadOnlyList<string> words, TextWriter output, TextWriter error)
    {
        var sampling = Of(words, output);
        if (sampling is null)
        {
            error.WriteLine("sampling [RUNS [SEEDS, odd [PART OF A NAME]]] [PARAMETER=VALUE...]");
            return 64;
        }

        sampling.Run();
        return 0;
    }

    private static SamplingBenchmark? Of(IReadOnlyList<string> said, TextWriter output)
    {
        var runs = 20_000L;
        var seeds = 21;
        List<(string, string)> settings = [];
        foreach (var setting in said.Where(word => word.Contains('=', StringComparison.Ordinal)))
        {
            settings.Add((setting.Split('=', 2)[0], setting.Split('=', 2)[1]));
        }

        var words = said.Where(word => !word.Contains('=', StringComparison.Ordinal)).ToList();
        if (words.Count > 3) { return null; }
        if (words.Count > 0 && (!long.TryParse(words[0], out runs) || runs < 1)) { return null; }
        if (words.Count > 1 && (!int.TryParse(words[1], out seeds) || seeds < 1 || seeds % 2 == 0)) { return null; }
        return new(runs, seeds, words.Count > 2 ? words[2] : "", settings, output);
    }

    private void Run()
    {
        output.WriteLine($"Runs to the first failure, median of {seeds} seeds, at most {runsMax} runs each\n");
        output.WriteLine($"| defect | scenario | {string.Join(" | ", StrategyCatalog.Sampling)} |");
        output.WriteLine($"|---|---|{string.Concat(StrategyCatalog.Sampling.Select(_ => "---|"))}");
        var rows =
            from scenario in ScenarioCatalog.All
            from exhibit in scenario.Exhibits
            where exhibit.Defect.Contains(filter, StringComparison.Ordinal)
                || scenario.Name.Contains(filter, StringComparison.Ordinal)
            orderby exhibit.Defect
            select (scenario, exhibit);
        foreach (var (scenario, exhibit) in rows) { Print(scenario, exhibit); }
    }

    private void Print(Scenario scenario, Exhibit exhibit)
    {
        List<(string Name, string Value)> values =
        [
            .. from value in Doubled(scenario, exhibit)
               let other = settings.Where(setting => setting.Name == value.Name).Select(setting => setting.Value)
               select (value.Name, other.FirstOrDefault(value.Value)),
        ];
        var title = string.Join(' ', [scenario.Name, .. values.Select(value => $"{value.Name}={value.Value}")]);
        output.Write($"| {exhibit.Defect} | {title} |");
        foreach (var strategy in StrategyCatalog.Sampling)
        {
            output.Write($" {MedianOf(scenario, exhibit, values, strategy)} |");
            output.Flush();
        }

        output.WriteLine();
    }

    private string MedianOf(
        Scenario scenario, Exhibit exhibit, IReadOnlyList<(string, string)> values, string strategy)
    {
        try
        {
            var firsts = Enumerable.Range(1, seeds)
                .Select(seed => FirstOf(scenario, exhibit, values, strategy, seed))
                .Order()
                .ToList();
            var median = firsts[seeds / 2];
            return median > runsMax ? $"> {runsMax}" : $"{median}";
        }
#pragma warning disable CA1031 // Not every scenario can be twice as large: the other rows are measured all the same.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            return $"cannot: {thrown.Message.ReplaceLineEndings(" ").Replace('|', '/')}";
        }
    }

    /// <summary>The number of the run that shows the defect; more than are allowed when none does.</summary>
    private long FirstOf(
        Scenario scenario, Exhibit exhibit, IReadOnlyList<(string, string)> values, string strategy, long seed)
    {
        var setup = Setup.Of(scenario, ScenarioArguments.Of(scenario, values, [exhibit.Defect]), Delivery.Causal)
            .Only(exhibit.Property);
        var report = Explorer.Explore(
            () => setup,
            made => StrategyCatalog.Make(strategy, seed, made.Properties)!,
            new() { Runs = runsMax, Seed = seed, StopsAtFirst = true });
        if (report.EndedBy is { } thrown) { throw new InvalidOperationException(thrown.Message, thrown); }
        return report.FirstBrokenRun is > 0 and var first ? first : runsMax + 1;
    }

    /// <summary>Every number twice what the museum has, as far as the scenario allows; words as they are.</summary>
    internal static List<(string Name, string Value)> Doubled(Scenario scenario, Exhibit exhibit)
    {
        List<(string Name, string Value)> values = [];
        foreach (var parameter in scenario.Parameters)
        {
            var said = exhibit.Parameters.Where(pair => pair.Name == parameter.Name).Select(pair => pair.Value);
            var value = said.FirstOrDefault(parameter.Default);
            if (parameter.Words.Count == 0 && parameter.Form is null)
            {
                var twice = 2L * int.Parse(value, CultureInfo.InvariantCulture);
                value = $"{Math.Clamp(twice, parameter.Minimum, parameter.Maximum)}";
            }

            values.Add((parameter.Name, value));
        }

        return values;
    }
}
