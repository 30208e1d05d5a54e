using VfioActors.Behaviors.Defects;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Cli.Inputs;

/// <summary>Reads the parameters, defects and profiles of a scenario from words.</summary>
internal static class ArgumentText
{
    /// <summary>The profile of a name, in capitals or not.</summary>
    public static Profile Profile(Scenario scenario, string name) =>
        scenario.Profiles.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException(Suggestions.Complaint(
            $"'{scenario.Name}' has no profile", name, [.. scenario.Profiles.Select(known => known.Name)]));

    /// <summary>Checks parameters and defects against a scenario.</summary>
    /// <param name="parameters">Each as <c>NAME=VALUE</c>.</param>
    /// <param name="defects">Their ids.</param>
    public static ScenarioArguments Read(
        Scenario scenario, IReadOnlyList<string> parameters, IReadOnlyList<string> defects, Catalog catalog)
    {
        List<(string Name, string Value)> values = [.. parameters.Select(text => Parameter(scenario, text))];
        var twice = values.GroupBy(one => one.Name).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) { throw new UsageException($"parameter '{twice.Key}' is set twice"); }
        return ScenarioArguments.Of(scenario, values, [.. defects.Select(id => Defect(scenario, id, catalog))]);
    }

    private static (string Name, string Value) Parameter(Scenario scenario, string text)
    {
        if (text.Split('=', 2) is not [{ Length: > 0 } name, var value])
        {
            throw new UsageException($"--param is '{text}', accepted is NAME=VALUE");
        }

        var known = scenario.Parameters.FirstOrDefault(one => one.Name == name)
            ?? throw new UsageException(Suggestions.Complaint(
                $"'{scenario.Name}' has no parameter", name, [.. scenario.Parameters.Select(one => one.Name)]));
        return known.IsValue(value)
            ? (name, value)
            : throw new UsageException($"parameter '{name}' is '{value}', accepted is {known.Accepts}");
    }

    private static string Defect(Scenario scenario, string id, Catalog catalog)
    {
        if (scenario.Defects.FirstOrDefault(known => IsNamed(known, id)) is { } found) { return found.Id; }
        if (catalog.Defects.FirstOrDefault(known => IsNamed(known, id)) is { WithoutSwitch: { } reason } silent)
        {
            throw new UsageException($"{silent.Id} has no switch: {reason}");
        }

        if (catalog.Defects.FirstOrDefault(known => IsNamed(known, id)) is { } foreign)
        {
            throw new UsageException($"'{scenario.Name}' has no defect '{foreign.Id}': "
                + (WhereShown.Of(foreign.Id, catalog) ?? $"'{Product.Name} list defects' says where it belongs"));
        }

        // The switches of a race file are its own, and nobody lists them but the file.
        var own = RaceFiles.IsOne(scenario.Name);
        throw new UsageException(Suggestions.Complaint(
            $"'{scenario.Name}' has no {(own ? "#ifdef" : "defect")}",
            id,
            [.. (own ? scenario.Defects : catalog.Defects).Select(known => known.Id)],
            own ? null : "list defects"));
    }

    private static bool IsNamed(Defect defect, string id) => defect.Id.Equals(id, StringComparison.OrdinalIgnoreCase);
}
