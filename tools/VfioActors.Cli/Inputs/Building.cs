using VfioActors.Cli.Terminals;
using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Races.Files;
using VfioActors.Runtime.Control.Steps;
using VfioActors.Scenarios;
using VfioActors.Tracing.Files;

namespace VfioActors.Cli.Inputs;

/// <summary>Builds scenarios. When a user's own cannot be built, that is not the program's mistake.</summary>
internal static class Building
{
    /// <summary>Builds a scenario.</summary>
    public static Setup Of(
        Scenario scenario, ScenarioArguments arguments, Delivery delivery, BagFaults faults = default)
    {
        Setup Make() => Setup.Of(scenario, arguments, delivery, faults);
        if (scenario is RaceScenario) { return OfRace(Make); }
        if (IsOfHouse(scenario)) { return OfHouse(scenario, Make); }
        try
        {
            var setup = Make();
            setup.MakeWorld();
            return setup;
        }
        catch (Exception failure) when (failure is not UnfitScenarioException)
        {
            throw new UsageException($"scenario '{scenario.Name}' cannot be built: "
                + ThrownText.Of(failure, scenario.GetType().Assembly));
        }
    }

    /// <summary>Whether the house made it, so that what it throws is the program's mistake.</summary>
    public static bool IsOfHouse(Scenario scenario) => ScenarioCatalog.Find(scenario.Name) is not null;

    /// <summary>Runs a scenario. What a user's own throws where nothing should be is said in one line.</summary>
    public static T Guard<T>(Scenario scenario, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception failure) when (!IsOfHouse(scenario) && !IsOfTheProgram(failure))
        {
            throw new UsageException($"scenario '{scenario.Name}': {Thrown.Words(failure)}");
        }
    }

    /// <summary>Whether it is said by whoever catches it, with more than its words.</summary>
    private static bool IsOfTheProgram(Exception failure) => failure is UsageException or NotSupportedException
        or HiddenStateException or TraceFormatException or ReplayMisfitException or UncontrolledException
        or FormatException or ArgumentException or CheckpointException;

    private static Setup OfRace(Func<Setup> make)
    {
        try
        {
            return make();
        }
        catch (RaceFileException failure)
        {
            throw RaceFiles.Refused(failure);
        }
    }

    /// <summary>Values that fit one by one may not fit each other.</summary>
    private static Setup OfHouse(Scenario scenario, Func<Setup> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException failure)
        {
            throw new UsageException($"scenario '{scenario.Name}' cannot be built: {failure.Message}");
        }
    }
}
