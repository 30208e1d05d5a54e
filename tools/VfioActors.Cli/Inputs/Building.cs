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
        try
        {
            return Setup.Of(scenario, arguments, delivery);
        }
        catch (Exception failure) when (ScenarioCatalog.Find(scenario.Name) is null)
        {
            throw new UsageException(
                $"scenario '{scenario.Name}' cannot be built: {failure.GetType().Name}: {failure.Message}");
        }
    }
}
