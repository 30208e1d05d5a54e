using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios;

namespace VfioActors.Cli.Inputs;

/// <summary>Builds scenarios. When a user's own cannot be built, that is not the program's mistake.</summary>
internal static class Building
{
    /// <summary>Builds a scenario.</summary>
    public static Setup Of(Scenario scenario, ScenarioArguments arguments, Delivery delivery)
    {
        if (ScenarioCatalog.Find(scenario.Name) is not null) { return OfHouse(scenario, arguments, delivery); }
        try
        {
            var setup = Setup.Of(scenario, arguments, delivery);
            setup.MakeWorld();
            return setup;
        }
        catch (Exception failure) when (failure is not UnfitScenarioException)
        {
            throw new UsageException($"scenario '{scenario.Name}' cannot be built: "
                + ThrownText.Of(failure, scenario.GetType().Assembly));
        }
    }

    /// <summary>Values that fit one by one may not fit each other.</summary>
    private static Setup OfHouse(Scenario scenario, ScenarioArguments arguments, Delivery delivery)
    {
        try
        {
            return Setup.Of(scenario, arguments, delivery);
        }
        catch (ArgumentException failure)
        {
            throw new UsageException($"scenario '{scenario.Name}' cannot be built: {failure.Message}");
        }
    }
}
