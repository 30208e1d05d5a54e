using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Strategies.Catalogs;

namespace VfioActors.Exploration;

/// <summary>
/// Chooses a strategy when none is asked for: reduction by partial order first; where that has too many orders, merging
/// of states; where there are too many states, a portfolio of sampling strategies.
/// </summary>
public static class Search
{
    /// <summary>Searches.</summary>
    /// <param name="setup">Makes the scenario ready; called once for each worker.</param>
    /// <param name="strategy">The name of a strategy of <see cref="StrategyCatalog"/>; null to choose.</param>
    /// <exception cref="ArgumentException">There is no such strategy.</exception>
    /// <exception cref="CheckpointException">It cannot go on from there.</exception>
    /// <exception cref="Worlds.HiddenStateException">A rule is not pure, and that was met.</exception>
    public static SearchReport Run(
        Func<Setup> setup, string? strategy, ExplorationOptions options, CancellationToken cancellation = default)
    {
        if (options.From is { } from && from.Header.IsChosen != (strategy is null))
        {
            throw new CheckpointException(from.Path, null, from.Header.IsChosen
                ? "the search that is kept chooses its strategies itself: ask for none"
                : $"the search that is kept is by {from.Header.Strategy}, and no strategy is asked for");
        }

        if (options.From is null && setup() is { Scenario.HasRulesInPlace: true } ready)
        {
            new PurityTrial(ready.MakeWorld()).Go();
        }

        if (options.Symmetry) { return ByOrbits(setup, strategy, options, cancellation); }
        if (options.Preemptions is { } most) { return Bounded(setup, strategy, most, options, cancellation); }
        if (options.AtMemory == AtMemory.Bitstate && (strategy is null or "stateful"))
        {
            return new(
                Explorer.Explore(setup, _ => new StatefulStrategy(), options, cancellation),
                strategy is null ? "it may go on in a bitstate table, which takes merging of states" : "");
        }

        if (strategy is not null) { return new(Explore(setup, strategy, options, cancellation), ""); }
        if (options.Runs is not null)
        {
            return new(Explore(setup, "portfolio", options, cancellation),
                "runs are bounded, and no sampling strategy is the best");
        }

        return new ChosenSearch(setup, options, cancellation).Run();
    }

    /// <summary>
    /// Merging of states merges orbits of them; reduction by partial order has equal clients begin in their order.
    /// </summary>
    private static SearchReport ByOrbits(
        Func<Setup> setup, string? strategy, ExplorationOptions options, CancellationToken cancellation)
    {
        if (strategy is not (null or "stateful" or "breadth" or "dpor"))
        {
            throw new NotSupportedException($"{strategy} makes nothing of symmetry; stateful, breadth and dpor do");
        }

        if (options.Preemptions is not null)
        {
            throw new NotSupportedException("symmetry and a bound on preemptions do not go together: "
                + "who was preempted is not the same when they have changed places");
        }

        var report = Explorer.Explore(
            setup,
            made =>
            {
                if (!made.Scenario.TellsStatesApart)
                {
                    throw new NotSupportedException($"--symmetry: what the actors of {made.Scenario.Name} remember "
                        + "cannot be seen, so nobody can say what is the same");
                }

                var symmetry = made.Symmetry ?? throw new NotSupportedException(
                    $"--symmetry: nothing in {made.Scenario.Name} is known to be interchangeable");
                return strategy switch
                {
                    "breadth" => new BreadthFirstStrategy(symmetry),
                    "dpor" => new DporStrategy(symmetry, made.Properties),
                    _ => new StatefulStrategy(symmetry),
                };
            },
            options,
            cancellation);
        return new(report, strategy is null ? "orbits of states are merged, which takes merging of states" : "");
    }

    /// <summary>Merging states goes furthest; where it cannot judge what is claimed, every order is tried.</summary>
    private static SearchReport Bounded(
        Func<Setup> setup, string? strategy, int most, ExplorationOptions options, CancellationToken cancellation)
    {
        if (strategy is not null && !StrategyCatalog.Bounded.Contains(strategy))
        {
            throw new NotSupportedException($"{strategy} does not bound the preemptions of runs; "
                + $"{string.Join(", ", StrategyCatalog.Bounded)} do");
        }

        var ready = setup();
        var forgets = ready.Scenario.TellsStatesApart && !ready.Properties.Any(property => property is Ordering);
        var name = strategy ?? (forgets ? "stateful" : "dfs");
        var report = Explorer.Explore(
            setup, made => Careful(made, StrategyCatalog.MakeBounded(name, most)!), options, cancellation);
        return new(report, strategy is not null ? ""
            : forgets ? "preemptions are bounded, and merging states goes furthest then"
            : "preemptions are bounded, and states cannot be merged here");
    }

    /// <exception cref="ArgumentException">There is no such strategy.</exception>
    internal static ExplorationReport Explore(
        Func<Setup> setup, string strategy, ExplorationOptions options, CancellationToken cancellation) =>
        StrategyCatalog.Names.Contains(strategy)
            ? Explorer.Explore(
                setup,
                made => Careful(made, StrategyCatalog.Make(strategy, options.Seed, made.Properties)!),
                options,
                cancellation)
            : throw new ArgumentException(
                $"there is no strategy '{strategy}'; there are {string.Join(", ", StrategyCatalog.Names)}");

    /// <summary>Where part of what actors remember cannot be seen, each run is taken twice.</summary>
    private static IStrategy Careful(Setup setup, IStrategy strategy) =>
        setup.Scenario.TellsStatesApart ? strategy : new TwiceStrategy(strategy);
}
