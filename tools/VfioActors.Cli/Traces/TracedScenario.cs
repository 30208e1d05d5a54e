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
        var traced = ReadOlder(path, catalog);
        if (traced.Scenario is RaceScenario race && !race.IsOf(traced.Trace.Header))
        {
            throw new UsageException($"{path}: {race.Name} is another text than the one that the trace is of: "
                + "check it again, or follow the trace with replay --tolerant");
        }

        return traced;
    }

    /// <summary>The same, where the scenario may be another version of itself.</summary>
    public static TracedScenario ReadOlder(string path, Catalog catalog)
    {
        var trace = TraceReader.ReadFile(path);
        return new(path, trace, catalog.FindFor(path, trace.Header.Scenario));
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
