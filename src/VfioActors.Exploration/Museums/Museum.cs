using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Museums;

/// <summary>Shows that a defect is found with its switch on, and that the same search is clean with it off.</summary>
public static class Museum
{
    /// <summary>Visits one exhibit.</summary>
    public static MuseumRow Visit(
        Scenario scenario, Exhibit exhibit, MuseumOptions options, CancellationToken cancellation = default)
    {
        Setup Made(params string[] defects) =>
            Setup.Of(scenario, ScenarioArguments.Of(scenario, exhibit.Parameters, defects), Delivery.Causal);
        ExplorationOptions SearchFor(string what) => new()
        {
            Time = options.TimePerSearch,
            Seed = options.Seed,
            Progress = options.Progress is { } told ? progress => told(what, progress) : null,
        };
        var broken = Search.Run(() => Made(exhibit.Defect).Only(exhibit.Property), null,
            SearchFor("on") with { StopsAtFirst = true }, cancellation);
        var failure = broken.Report.Failures.FirstOrDefault(found => found.Property.Name == exhibit.Property);
        var (diagnosis, problem) = failure is null
            ? (null, null)
            : Small(Made(exhibit.Defect), failure, options.OriginOf(broken));
        var (clean, trouble) = Clean(() => Search.Run(() => Made(), null, SearchFor("off"), cancellation));
        return new()
        {
            Id = exhibit.Defect,
            Scenario = scenario.Name,
            Found = failure is not null,
            Runs = broken.Report.Runs,
            Seconds = broken.Report.Seconds,
            MinimalSteps = diagnosis?.MinimalSteps ?? 0,
            Property = exhibit.Property,
            FixedComplete = clean?.Complete ?? false,
            FixedRuns = clean?.Runs ?? 0,
            FixedSeconds = clean?.Seconds ?? 0,
            FixedVerdict = clean?.Verdict ?? Verdict.Inconclusive,
            Trace = diagnosis?.Trace,
            Problem = problem ?? trouble,
        };
    }

    /// <summary>What was found with the defect on is not lost when the search without it fails.</summary>
    private static (ExplorationReport? Report, string? Problem) Clean(Func<SearchReport> search)
    {
        try
        {
            var report = search().Report;
            return (report, report.EndedBy is { } thrown ? Thrown.Words(thrown) : report.Doubt);
        }
#pragma warning disable CA1031 // It is reported beside what was found.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            return (null, $"the search with the defect off failed: {Thrown.Words(thrown)}");
        }
    }

    /// <summary>What was found is shown as it is when it cannot be made small.</summary>
    private static (Diagnosis? Diagnosis, string? Problem) Small(Setup setup, Failure failure, TraceOrigin origin)
    {
        try
        {
            return (TraceMinimizer.Minimize(setup, failure, origin), null);
        }
#pragma warning disable CA1031 // It is reported beside what was found.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            var why = Thrown.Words(thrown);
            return (Investigation.AsFound(setup, failure, origin, why),
                $"{failure.Property.Name} could not be made small: {why}");
        }
    }
}
