using VfioActors.Cli.Inputs;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration.Scenarios;
using VfioActors.Races.Files;
using VfioActors.Tracing;

namespace VfioActors.Cli.Traces;

/// <summary>A trace that was read, with the scenario that it is a run of.</summary>
/// <param name="Path">The file as the user named it.</param>
internal sealed record TracedScenario(string Path, Trace Trace, Scenario Scenario)
{
    /// <summary>Reads a trace, and looks its scenario up.</summary>
    public static TracedScenario Read(string path, Catalog catalog)
    {
        var trace = TraceReader.ReadFile(path);
        var scenario = catalog.FindFor(path, trace.Header.Scenario);
        if (scenario is RaceScenario race && !race.IsOf(trace.Header))
        {
            throw new UsageException($"{path}: {scenario.Name} is another text than the one that the trace is of: "
                + "check it again");
        }

        return new(path, trace, scenario);
    }

    /// <summary>Does something with the trace; what does not fit is the trace's mistake.</summary>
    public T Try<T>(Func<Scenario, Trace, T> use)
    {
        try
        {
            return Building.Guard(Scenario, () => use(Scenario, Trace));
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            throw new UsageException($"{Path}: {failure.Message}");
        }
    }
}
