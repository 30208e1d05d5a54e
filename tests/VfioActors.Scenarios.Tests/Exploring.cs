using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Scenarios.Tests;

/// <summary>Explores a scenario by its name, to the end.</summary>
internal static class Exploring
{
    internal static ExplorationReport Explore(
        string scenario, string strategy, IEnumerable<(string, string)> values, params IEnumerable<string> defects) =>
        Explore(ArgumentsOf(scenario, values, defects), strategy, Delivery.Causal);

    internal static ExplorationReport Explore(
        (Scenario Scenario, ScenarioArguments Arguments) what,
        string strategy,
        Delivery delivery,
        bool stopsRuns = false) =>
        Explorer.Explore(
            () => Setup.Of(what.Scenario, what.Arguments, delivery),
            setup => StrategyCatalog.Make(strategy, 1, setup.Properties)!,
            new() { StopsRuns = stopsRuns });

    internal static (Scenario Scenario, ScenarioArguments Arguments) ArgumentsOf(
        string name, IEnumerable<(string, string)> values, params IEnumerable<string> defects)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        return (scenario, ScenarioArguments.Of(scenario, values, defects));
    }

    /// <summary>Values written as on the command line: <c>devices=2 rounds=1</c>.</summary>
    internal static IEnumerable<(string, string)> Values(string text) =>
        from pair in text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let parts = pair.Split('=')
        select (parts[0], parts[1]);
}
