using System.Text.RegularExpressions;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Races.Files;

namespace VfioActors.Cli.Races;

/// <summary>Checks the litmus files of a folder, and holds each against what its comment says.</summary>
/// <param name="terminal">Ends it early.</param>
internal sealed class LitmusSuite(Terminal terminal)
{
    private const long StepsMax = 2_000_000;
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(20);

    private static readonly Regex Result = new(
        @"\bresult:\s*(never|sometimes|always)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>A row for each file, in ordinal order of their names.</summary>
    public IEnumerable<LitmusRow> Run(string folder)
    {
        var files = Directory.EnumerateFiles(
            folder, "*" + RaceFile.LitmusExtension, SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return files.TakeWhile(_ => !terminal.Cancellation.IsCancellationRequested)
            .Select(path => Checked(path, Path.GetRelativePath(folder, path)));
    }

    private static LitmusRow Checked(string path, string name)
    {
        try
        {
            var file = RaceFile.Load(path);
            file.Check(new SortedSet<string>());
            RaceScenario scenario = new(file);
            return Explored(scenario, name, ExpectedOf(file.Source.Text));
        }
        catch (RaceFileException failure)
        {
            return new(name, LitmusRow.Refused, "", failure.Problems[0].Message);
        }
    }

    private static LitmusRow Explored(RaceScenario scenario, string name, string expected)
    {
        var arguments = ScenarioArguments.Of(scenario, [], []);
        var report = Explorer.Explore(
            () => Setup.Of(scenario, arguments, Delivery.Pair),
            setup => StrategyCatalog.Make("stateful", 1, setup.Properties)!,
            new() { Deliveries = StepsMax, Time = TimeMax });
        var names = report.Failures.Select(one => one.Property.Name).Distinct().ToList();
        var others = string.Join(' ', names.Where(one => !IsAsked(one)));
        if (names.Exists(IsAsked)) { return new(name, LitmusRow.Sometimes, expected, others); }
        return report.Complete && scenario.Cuts.Count == 0
            ? new(name, LitmusRow.Never, expected, others)
            : new(name, LitmusRow.Unknown, expected, report.Doubt ?? "the budget ran out");
    }

    private static bool IsAsked(string property) => property.StartsWith("finally-", StringComparison.Ordinal);

    /// <summary>What the comment says; what it says of a model that knows compilers or data races counts too.</summary>
    private static string ExpectedOf(string text) =>
        Result.Match(text) is { Success: true } match ? match.Groups[1].Value.ToLowerInvariant() : "";
}
