using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;

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
        ExplorationOptions search = new() { Time = options.TimePerSearch, Seed = options.Seed };
        var broken = Search.Run(() => Made(exhibit.Defect).Only(exhibit.Property), null,
            search with { StopsAtFirst = true }, cancellation);
        var failure = broken.Report.Failures.FirstOrDefault(found => found.Property.Name == exhibit.Property);
        var diagnosis = failure is null
            ? null
            : TraceMinimizer.Minimize(Made(exhibit.Defect), failure, options.OriginOf(broken));
        var clean = Search.Run(() => Made(), null, search, cancellation);
        return new()
        {
            Id = exhibit.Defect,
            Scenario = scenario.Name,
            Found = diagnosis is not null,
            Runs = broken.Report.Runs,
            Seconds = broken.Report.Seconds,
            MinimalSteps = diagnosis?.MinimalSteps ?? 0,
            Property = exhibit.Property,
            FixedComplete = clean.Report.Complete,
            FixedRuns = clean.Report.Runs,
            FixedSeconds = clean.Report.Seconds,
            FixedVerdict = clean.Report.Verdict,
            Trace = diagnosis?.Trace,
        };
    }
}
