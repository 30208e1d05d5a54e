using VfioActors.Cli.Terminals;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Cli.Inputs;

/// <summary>Says where the defects are shown that somebody switches on elsewhere.</summary>
internal static class WhereShown
{
    /// <summary>So many defects are named one by one; more are named together.</summary>
    private const int OneByOneMax = 3;

    /// <summary>One line for each defect that is on and that the scenario is not known to show as it is set.</summary>
    public static IEnumerable<string> Hints(Scenario scenario, ScenarioArguments arguments, Catalog catalog)
    {
        var elsewhere = arguments.Defects.Ids.Where(id => !IsShown(id, scenario, arguments)).ToList();
        if (elsewhere.Count > OneByOneMax)
        {
            return
            [
                $"{string.Join(", ", elsewhere)} are not known to show in '{scenario.Name}' as it is set; "
                + $"'{Product.Name} list defects' says where they do",
            ];
        }

        return elsewhere.Select(id => Hint(id, scenario, catalog));
    }

    /// <summary>
    /// Which command shows a defect, such as "'explore NAME --param devices=2 --defect ID' shows it"; null when none
    /// does.
    /// </summary>
    public static string? Of(string defect, Catalog catalog)
    {
        var shown = catalog.Defects.Where(known => known.Id == defect).SelectMany(catalog.Showing).ToList();
        return shown.Count == 0 ? null : Shows(shown[0].Scenario, shown[0].Exhibit);
    }

    private static string Hint(string id, Scenario scenario, Catalog catalog)
    {
        var own = scenario.Exhibits.FirstOrDefault(exhibit => exhibit.Defect == id);
        var where = own is not null ? Shows(scenario, own) : Of(id, catalog) ?? "no scenario of the catalogue shows it";
        return $"{id} is on and need not show here: {where}";
    }

    private static string Shows(Scenario scenario, Exhibit exhibit)
    {
        var parameters = exhibit.Parameters.Select(one => $" --param {one.Name}={one.Value}");
        return $"'explore {scenario.Name}{string.Concat(parameters)} --defect {exhibit.Defect}' shows it";
    }

    private static bool IsShown(string id, Scenario scenario, ScenarioArguments arguments)
    {
        var set = arguments.Values.ToDictionary();
        return scenario.Exhibits.Any(exhibit => exhibit.Defect == id
            && scenario.Parameters.All(parameter => set[parameter.Name] == ValueIn(exhibit, parameter)));
    }

    private static string ValueIn(Exhibit exhibit, ScenarioParameter parameter) =>
        exhibit.Parameters.Where(one => one.Name == parameter.Name).Select(one => one.Value)
            .FirstOrDefault(parameter.Default);
}
