using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Catalogs;

namespace VfioActors.Exploration.Units.Work;

/// <summary>Which searches can be cut into units of work, and how.</summary>
internal static class SharedSearches
{
    private const string Merging = "stateful";
    private const string EveryOrder = "dfs";
    private const string Reduced = "dpor";

    /// <summary>The strategies whose searches can be shared between processes.</summary>
    internal static IReadOnlyList<string> Strategies { get; } =
        [Reduced, Merging, EveryOrder, .. StrategyCatalog.Independent];

    /// <summary>How a search is cut.</summary>
    /// <exception cref="NotSupportedException">It cannot be, or a bound makes no sense of it.</exception>
    internal static UnitKind KindOf(Setup setup, string strategy, ExplorationOptions options)
    {
        if (!Strategies.Contains(strategy))
        {
            var why = StrategyCatalog.Sampling.Contains(strategy)
                ? "what a run does depends on the runs before it"
                : "what it comes to next depends on the order in which it goes";
            throw new NotSupportedException(
                $"{strategy} cannot be shared between processes: {why}; {string.Join(", ", Strategies)} can");
        }

        var samples = StrategyCatalog.Sampling.Contains(strategy);
        if (Unshared(setup, options, samples) is { } reason) { throw new NotSupportedException(reason); }
        return samples ? UnitKind.Runs
            : strategy == Merging ? UnitKind.States
            : strategy == Reduced ? UnitKind.Subtrees
            : UnitKind.Branches;
    }

    /// <summary>
    /// The strategy of a name; where not all that actors remember can be seen, each run is taken twice.
    /// </summary>
    internal static IStrategy StrategyOf(Setup setup, string strategy, long seed)
    {
        var made = StrategyCatalog.Make(strategy, seed, setup.Properties)!;
        return setup.Scenario.TellsStatesApart ? made : new TwiceStrategy(made);
    }

    /// <summary>The place of a property among all.</summary>
    internal static int PlaceOf(Setup setup, Property property)
    {
        var place = 0;
        while (place < setup.Properties.Count && !ReferenceEquals(setup.Properties[place], property)) { place++; }
        return place;
    }

    private static string? Unshared(Setup setup, ExplorationOptions options, bool samples) =>
        options.Symmetry ? "symmetry is not shared between processes: orbits are merged in one"
        : options.Preemptions is not null
            ? "a bound on preemptions is not shared between processes: what was left out depends on the order"
        : options.StopsAtFirst || options.Deliveries is not null
            ? "a search that processes share goes to its end, or to that of its runs, its time or its memory"
        : setup.Scenario.AsksAlways || setup.Topology.Learned is not null
            ? $"the actors of {setup.Scenario.Name} are real ones, of one process"
        : !samples && options.Runs is not null
            ? "a bound on runs is for sampling: which runs of every order come first depends on who is faster"
        : !samples && options.StopsRuns
            ? "runs of an exhaustive search that is shared between processes go on to their end"
        : !samples && !setup.Scenario.TellsStatesApart
            ? $"what the actors of {setup.Scenario.Name} remember cannot be seen: only samples of it are shared"
        : null;
}
