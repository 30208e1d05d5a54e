using VfioActors.Exploration;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Runtime.Control.Steps;
using VfioActors.Tracing;

namespace VfioActors.Runtime.Control;

/// <summary>Explores real actors: which order of messages breaks what must hold?</summary>
public static class ControlledExplorer
{
    /// <summary>Explores, and makes what it finds small.</summary>
    /// <param name="scenario">The actors and what must hold.</param>
    /// <param name="strategy">
    /// One of <see cref="StrategyCatalog.Names"/> but stateful: what actors remember cannot be compared.
    /// </param>
    /// <param name="runs">How many runs at most; an exhaustive strategy may need fewer.</param>
    /// <param name="seed">For strategies that sample.</param>
    /// <exception cref="UncontrolledException">Something is not controlled.</exception>
    /// <exception cref="ArgumentException">There is no such strategy for real actors.</exception>
    public static ControlledReport Explore(
        AkkaScenario scenario, string strategy, long runs, long seed = 1, CancellationToken cancellation = default) =>
        Explore(scenario, strategy, new ExplorationOptions { Runs = runs, Seed = seed }, cancellation);

    /// <summary>Explores within bounds, and makes what it finds small.</summary>
    /// <param name="scenario">The actors and what must hold.</param>
    /// <param name="strategy">
    /// One of <see cref="StrategyCatalog.Names"/> but stateful: what actors remember cannot be compared.
    /// </param>
    /// <param name="options">How far it goes; with one worker.</param>
    /// <exception cref="UncontrolledException">Something is not controlled.</exception>
    /// <exception cref="ArgumentException">There is no such strategy for real actors.</exception>
    public static ControlledReport Explore(
        AkkaScenario scenario, string strategy, ExplorationOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(options);
        return scenario.Tried(() => ExploreHere(scenario, strategy, options, cancellation));
    }

    /// <summary>Has the actors take the steps of a trace again, exactly.</summary>
    /// <exception cref="ReplayMisfitException">A step cannot be taken or leads elsewhere.</exception>
    /// <exception cref="UncontrolledException">Something is not controlled.</exception>
    public static ReplayReport Replay(AkkaScenario scenario, Trace trace)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return scenario.Tried(() => ReplayHere(scenario, trace));
    }

    private static ReplayReport ReplayHere(AkkaScenario scenario, Trace trace)
    {
        var report = TraceReplayer.Replay(scenario, trace);
        scenario.CheckControlled();
        return report;
    }

    private static ControlledReport ExploreHere(
        AkkaScenario scenario, string strategy, ExplorationOptions options, CancellationToken cancellation)
    {
        var seed = options.Seed;
        var setup = Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Causal);
        scenario.CheckControlled();
        var report = Explorer.Explore(
            () => setup, made => Made(strategy, seed, made), options with { Workers = 1 }, cancellation);
        scenario.CheckControlled();
        var product = typeof(ControlledExplorer).Assembly.GetName().Version?.ToString(3) ?? "0";
        var found = Investigator.Investigate(setup, report, new(product, strategy, seed), cancellation: cancellation);
        scenario.CheckControlled();
        return new(report, [.. found.Select(diagnosis => diagnosis.Trace)]);
    }

    private static TwiceStrategy Made(string strategy, long seed, Setup setup) =>
        StrategyCatalog.Make(strategy, seed, setup.Properties) is { Traits.ForgetsHistory: false } known
            ? new TwiceStrategy(known)
            : throw new ArgumentException($"there is no strategy '{strategy}' for real actors", nameof(strategy));
}
