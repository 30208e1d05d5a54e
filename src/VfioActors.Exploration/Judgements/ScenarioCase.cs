using System.Globalization;
using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Judgements;

/// <summary>A scenario with parameters and defects, to be judged.</summary>
public sealed record ScenarioCase
{
    private ScenarioCase(Scenario scenario, ScenarioArguments arguments, string words) =>
        (Scenario, Arguments, Words) = (scenario, arguments, words);

    /// <summary>The scenario.</summary>
    public Scenario Scenario { get; }

    /// <summary>With what it is built.</summary>
    public ScenarioArguments Arguments { get; }

    /// <summary>Its name and its flags, as <c>explore</c> takes them.</summary>
    public string Words { get; }

    /// <summary>
    /// A scenario as it is and with all numbers at their least, each without and with each of its defects and profiles;
    /// and each exhibit with its defect on and off. Values that do not fit each other are left out.
    /// </summary>
    public static IEnumerable<ScenarioCase> Of(Scenario scenario)
    {
        IReadOnlyList<(string, string)> least =
        [
            .. scenario.Parameters.Where(parameter => parameter.Words.Count == 0 && parameter.Form is null)
                .Select(parameter => (parameter.Name, parameter.Minimum.ToString(CultureInfo.InvariantCulture))),
        ];
        List<(string Words, IReadOnlyList<string> Defects)> switches =
        [
            ("", []),
            .. scenario.Defects.Select(One),
            .. scenario.Profiles.Select(profile => ($" --profile {profile.Name}", profile.Defects)),
        ];
        var cases =
            from values in new[] { [], least }
            from switched in switches
            select Of(scenario, values, switched);
        var shown =
            from exhibit in scenario.Exhibits
            from switched in new[] { One(new(exhibit.Defect, "")), ("", []) }
            select Of(scenario, exhibit.Parameters, switched);
        return cases.Concat(shown).DistinctBy(one => one.Words).Where(one => one.IsSound());
    }

    /// <summary>Builds it.</summary>
    public Setup Build(Delivery delivery) => Setup.Of(Scenario, Arguments, delivery);

    private static (string Words, IReadOnlyList<string> Defects) One(Defect defect) =>
        ($" --defect {defect.Id}", [defect.Id]);

    private static ScenarioCase Of(
        Scenario scenario,
        IEnumerable<(string Name, string Value)> values,
        (string Words, IReadOnlyList<string> Defects) switched)
    {
        var arguments = ScenarioArguments.Of(scenario, values, switched.Defects);
        var usual = scenario.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Default);
        var words = arguments.Values.Where(value => value.Value != usual[value.Key])
            .Select(value => $" --param {value.Key}={value.Value}");
        return new(scenario, arguments, scenario.Name + string.Concat(words) + switched.Words);
    }

    private bool IsSound()
    {
        try
        {
            return Build(Delivery.Causal).MakeWorld() is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
