using VfioActors.Exploration;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Races.Files;
using VfioActors.Races.Reports;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Tests.Examples;

/// <summary>One file of the examples in the documentation.</summary>
internal sealed class Example(string path)
{
    private readonly RaceFile _file = new(new SourceText(Path.GetFileName(path), File.ReadAllText(path)));

    /// <summary>The name of the file, without its ending.</summary>
    internal string Name => Path.GetFileNameWithoutExtension(path);

    /// <summary>How many lines it has.</summary>
    internal int Lines => File.ReadAllLines(path).Length;

    /// <summary>The sets of switches that its variants line names.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Variants => _file.Variants;

    /// <summary>The folder of the documentation.</summary>
    internal static string Documents
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder.GetFiles("*.sln").Length == 0)
            {
                folder = folder.Parent ?? throw new DirectoryNotFoundException("the tests run outside of their tree");
            }

            return Path.Combine(folder.FullName, "docs");
        }
    }

    /// <summary>All of them, in ordinal order of their names.</summary>
    internal static IEnumerable<Example> All =>
        Directory.GetFiles(Path.Combine(Documents, "races"), "*.race").Order(StringComparer.Ordinal)
            .Select(path => new Example(path));

    /// <summary>Explores a variant, states merged as check does it first.</summary>
    internal ExplorationReport Run(IReadOnlyList<string> on) => Explorer.Explore(
        () => Made(on), setup => StrategyCatalog.Make("stateful", 1, setup.Properties)!, new() { Runs = 200_000 });

    /// <summary>The smallest run of the first failure of a variant.</summary>
    internal Diagnosis First(IReadOnlyList<string> on) =>
        Investigator.Investigate(Made(on), Run(on), new("0.1.0", "stateful", 1))[0];

    /// <summary>The ladder of a failure in the lines of the file, with what is said below it.</summary>
    internal string Ladder(Diagnosis diagnosis) => string.Join('\n', [
        $"{Name}: {diagnosis.Property}",
        "",
        .. new RaceLadder(_file, diagnosis.Trace).Lines(),
        "",
        RaceStory.Race(diagnosis.Trace),
        RaceStory.Fate(diagnosis.Trace),
    ]);

    private Setup Made(IReadOnlyList<string> on)
    {
        RaceScenario scenario = new(_file);
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, [], on), Delivery.Pair);
    }
}
