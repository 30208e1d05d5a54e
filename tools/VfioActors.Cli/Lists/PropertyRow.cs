using VfioActors.Cli.Inputs;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Cli.Lists;

/// <summary>A property in the catalogue, with the scenarios that claim it and the defects that violate it.</summary>
/// <param name="Seed">Its system, by the name that programs rely on.</param>
internal sealed record PropertyRow(
    string Id,
    string Seed,
    string Kind,
    string Claim,
    IReadOnlyList<string> Scenarios,
    IReadOnlyList<string> Defects)
{
    /// <summary>Every property that some scenario claims with usual parameters, in the order of the names.</summary>
    public static IReadOnlyList<PropertyRow> AllOf(Catalog catalog)
    {
        var claims =
            from scenario in catalog.Scenarios
            from property in Claimed(scenario).Append(CrashProperty.Instance).DistinctBy(one => one.Name)
            select (scenario, property);
        return
        [
            .. from claim in claims
               group claim by claim.property.Name into same
               orderby same.Key
               let first = same.First()
               select new PropertyRow(
                   same.Key,
                   string.Join(", ", same.Select(one => one.scenario.SeedSystem).Distinct()),
                   KindOf(first.property),
                   first.property.Claim,
                   [.. same.Select(one => one.scenario.Name)],
                   [.. catalog.Defects.Where(defect => defect.Violates == same.Key).Select(defect => defect.Id)]),
        ];
    }

    private static IReadOnlyList<Property> Claimed(Scenario scenario) =>
        Building.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Causal).Properties;

    private static string KindOf(Property property) => property switch
    {
        Witness => "witness",
        AtRest => "at rest",
        Ordering => "ordering",
        _ => "invariant",
    };
}
