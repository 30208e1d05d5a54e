using System.Reflection;
using System.Text.RegularExpressions;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Cli.Inputs;

/// <summary>Somebody's own scenarios: public classes deriving from <see cref="Scenario"/>.</summary>
internal static class UserAssembly
{
    private const string ScenarioName = "^[a-z0-9]+(-[a-z0-9]+)*$";

    /// <summary>Makes one of each scenario in an assembly, in the order of their names.</summary>
    public static IReadOnlyList<Scenario> Scenarios(string file)
    {
        List<Scenario> scenarios = [];
        foreach (var type in TypesOf(file).Where(IsScenario)) { scenarios.Add(Made(type, file)); }
        if (scenarios.Count == 0)
        {
            throw new UsageException($"{file} has no scenario: accepted are public classes that derive from "
                + $"{typeof(Scenario)} and have a public constructor without parameters");
        }

        var twice = scenarios.GroupBy(one => one.Name).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? [.. scenarios.OrderBy(one => one.Name, StringComparer.Ordinal)]
            : throw new UsageException($"{file} has two scenarios named '{twice.Key}'");
    }

    private static Type[] TypesOf(string file)
    {
        var path = Path.GetFullPath(file);
        if (Directory.Exists(path)) { throw new UsageException($"{file} is a directory, and an assembly is expected"); }
        if (!File.Exists(path)) { throw new UsageException($"{file} does not exist, and an assembly is expected"); }
        try
        {
            UserAssemblyLoader loader = new(path);
            References.Check(file, path, loader);
            return loader.LoadFromAssemblyPath(path).GetExportedTypes();
        }
        catch (BadImageFormatException)
        {
            throw new UsageException($"{file} is no assembly of .NET");
        }
        catch (Exception failure) when (failure is IOException or TypeLoadException or InvalidOperationException
            or UnauthorizedAccessException or ReflectionTypeLoadException or ArgumentException)
        {
            throw new UsageException($"{file} cannot be loaded: {failure.Message}");
        }
    }

    private static bool IsScenario(Type type) =>
        type is { IsAbstract: false, ContainsGenericParameters: false } && type.IsSubclassOf(typeof(Scenario))
        && type.GetConstructor(Type.EmptyTypes) is not null;

    /// <summary>What a scenario says of itself is asked for all over the program: what fails, fails here.</summary>
    private static void AskAll(Scenario scenario) => _ = (scenario.Summary.Length, scenario.SeedSystem.Length,
        scenario.Parameters.Count, scenario.Defects.Count, scenario.Profiles.Count, scenario.Exhibits.Count);

    private static Scenario Made(Type type, string file)
    {
        Scenario scenario;
        string name;
        try
        {
            scenario = (Scenario)Activator.CreateInstance(type)!;
            name = scenario.Name ?? "";
            AskAll(scenario);
        }
        catch (Exception failure)
        {
            throw new UsageException($"{file}: {type} cannot be made: {ThrownText.Of(failure, type.Assembly)}");
        }

        return Regex.IsMatch(name, ScenarioName)
            ? scenario
            : throw new UsageException($"{file}: {type} is named '{name}', accepted are lower-case letters and digits "
                + "with dashes between");
    }
}
