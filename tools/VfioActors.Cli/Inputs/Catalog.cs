using VfioActors.Behaviors.Defects;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios;

namespace VfioActors.Cli.Inputs;

/// <summary>What can be explored: the house's scenarios, and a user's own.</summary>
internal sealed class Catalog
{
    private Catalog(IReadOnlyList<Scenario> users)
    {
        Scenarios = [.. ScenarioCatalog.All, .. users];
        Defects = [.. DefectCatalog.All.Concat(users.SelectMany(user => user.Defects)).DistinctBy(defect => defect.Id)];
    }

    /// <summary>Every scenario.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; }

    /// <summary>Every defect, those without a switch too.</summary>
    public IReadOnlyList<Defect> Defects { get; }

    /// <summary>The catalogue of the house, with a user's assembly when one is named.</summary>
    public static Catalog With(string? assembly)
    {
        var users = assembly is null ? [] : UserAssembly.Scenarios(assembly);
        return users.FirstOrDefault(user => ScenarioCatalog.Find(user.Name) is not null) is { } taken
            ? throw new UsageException($"{assembly}: there is a scenario '{taken.Name}' already, choose another name")
            : new(users);
    }

    /// <summary>The scenario of a name.</summary>
    public Scenario Find(string name) =>
        Known(name) ?? throw new UsageException(Unknown(name));

    /// <summary>The scenario of a trace, which may come from anyone: its name is looked up, and nothing more.</summary>
    public Scenario FindFor(string trace, string name) =>
        Known(name) ?? throw new UsageException($"{trace}: {Unknown(name)}; --assembly FILE adds your own");

    /// <summary>The museum's rows for a defect: which scenario shows it, and how.</summary>
    public IEnumerable<(Scenario Scenario, Exhibit Exhibit)> Showing(Defect defect) =>
        from scenario in Scenarios
        from exhibit in scenario.Exhibits
        where exhibit.Defect == defect.Id
        select (scenario, exhibit);

    /// <summary>A scenario of the catalogue, else a race file of that name.</summary>
    private Scenario? Known(string name) =>
        Scenarios.FirstOrDefault(scenario => scenario.Name == name)
        ?? (RaceFiles.IsOne(name) ? RaceFiles.Load(name) : null);

    private string Unknown(string name) =>
        Suggestions.Complaint("no scenario", name, [.. Scenarios.Select(one => one.Name)], "list scenarios");
}
