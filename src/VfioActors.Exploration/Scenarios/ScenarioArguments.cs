using VfioActors.Behaviors.Defects;

namespace VfioActors.Exploration.Scenarios;

/// <summary>
/// With what a scenario is built: values of its parameters, defects that are on, operations left out.
/// </summary>
public sealed record ScenarioArguments
{
    private readonly SortedDictionary<string, string> _values;

    private ScenarioArguments(SortedDictionary<string, string> values, DefectSet defects) =>
        (_values, Defects) = (values, defects);

    /// <summary>Every parameter with its value, in ordinal order of the names.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> Values => _values;

    /// <summary>Which defects are on.</summary>
    public DefectSet Defects { get; private init; }

    /// <summary>The ids of operations that are left out.</summary>
    public IReadOnlySet<int> Dropped { get; private init; } = new SortedSet<int>();

    /// <summary>
    /// Whether the actors ask the host wherever they may refuse, also where the scenario itself has enough of
    /// everything.
    /// </summary>
    public bool AsksAll { get; private init; }

    /// <summary>Checks values against a scenario's parameters and defects.</summary>
    /// <exception cref="ArgumentException">A name or value is not known; the message says what is accepted.</exception>
    public static ScenarioArguments Of(Scenario scenario, IEnumerable<(string Name, string Value)> values,
        IEnumerable<string> defects)
    {
        SortedDictionary<string, string> all = new(StringComparer.Ordinal);
        foreach (var parameter in scenario.Parameters) { all[parameter.Name] = parameter.Default; }
        foreach (var (name, value) in values)
        {
            var parameter = scenario.Parameters.FirstOrDefault(known => known.Name == name)
                ?? throw Unknown(scenario, "parameter", name, scenario.Parameters.Select(known => known.Name));
            if (!parameter.IsValue(value))
            {
                throw new ArgumentException($"parameter '{name}' is '{value}', accepted is {parameter.Accepts}");
            }

            all[name] = value;
        }

        var on = defects.ToList();
        var foreign = on.FirstOrDefault(id => scenario.Defects.All(known => known.Id != id));
        return foreign is null
            ? new(all, new DefectSet(on))
            : throw Unknown(scenario, "defect", foreign, scenario.Defects.Select(known => known.Id));
    }

    /// <summary>The same with other operations left out.</summary>
    public ScenarioArguments Without(IEnumerable<int> operations) =>
        this with { Dropped = new SortedSet<int>(operations) };

    /// <summary>The same with other defects on.</summary>
    public ScenarioArguments With(DefectSet defects) => this with { Defects = defects };

    /// <summary>
    /// The same, where the actors ask the host wherever they may refuse, or only where the scenario has them ask.
    /// </summary>
    public ScenarioArguments Asking(bool all) => this with { AsksAll = all };

    /// <summary>The value of a parameter.</summary>
    public string ValueOf(string name) => _values.TryGetValue(name, out var value)
        ? value
        : throw new ArgumentException($"the scenario reads parameter '{name}' without declaring it");

    private static ArgumentException Unknown(Scenario scenario, string what, string name, IEnumerable<string> known) =>
        new($"'{scenario.Name}' has no {what} '{name}'; it has {Listed(known)}");

    private static string Listed(IEnumerable<string> names) =>
        string.Join(", ", names) is { Length: > 0 } list ? list : "none";
}
