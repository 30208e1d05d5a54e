using VfioActors.Cli.Inputs;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;
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
    /// <param name="catalog">What there is.</param>
    /// <param name="leftOut">Told why a scenario cannot be asked for its properties: the others are listed.</param>
    public static IReadOnlyList<PropertyRow> AllOf(Catalog catalog, Action<string> leftOut)
    {
        List<(Scenario Scenario, Property Property)> claims =
        [
            .. from scenario in catalog.Scenarios
               from property in Claimed(scenario, leftOut).Append(CrashProperty.Instance).DistinctBy(one => one.Name)
               select (scenario, property),
        ];
        return
        [
            .. from claim in claims
               group claim by claim.Property.Name into same
               orderby same.Key
               let first = same.First()
               select new PropertyRow(
                   same.Key,
                   string.Join(", ", same.Select(one => one.Scenario.Subsystem).Distinct()),
                   KindOf(first.Property),
                   first.Property.Claim,
                   [.. same.Select(one => one.Scenario.Name)],
                   [.. catalog.Defects.Where(defect => defect.Violates == same.Key).Select(defect => defect.Id)]),
        ];
    }

    private static IReadOnlyList<Property> Claimed(Scenario scenario, Action<string> leftOut)
    {
        try
        {
            return Building.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Causal).Properties;
        }
        catch (Exception unfit) when (unfit is UsageException or UnfitScenarioException)
        {
            leftOut(unfit.Message);
            return [];
        }
    }

    private static string KindOf(Property property) => property switch
    {
        Witness => "witness",
        AtRest => "at rest",
        Ordering => "ordering",
        _ => "invariant",
    };
}
