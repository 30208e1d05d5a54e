using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration;

/// <summary>
/// Chooses a strategy when none is asked for: reduction by partial order first; where that has too many orders, merging
/// of states; where there are too many states, a portfolio of sampling strategies.
/// </summary>
public static class Search
{
    /// <summary>How many runs reduction by partial order is given before states are merged instead.</summary>
    private const long RunsBeforeMerging = 50_000;

    /// <summary>How many runs are sampled when nothing else bounds them.</summary>
    private const long RunsWhenSampling = 100_000;

    /// <summary>How much of the time reduction gets, and how much merging.</summary>
    private const double Share = 1.0 / 3;

    /// <summary>Searches.</summary>
    /// <param name="setup">Makes the scenario ready; called once for each worker.</param>
    /// <param name="strategy">The name of a strategy of <see cref="StrategyCatalog"/>; null to choose.</param>
    /// <exception cref="ArgumentException">There is no such strategy.</exception>
    public static SearchReport Run(
        Func<Setup> setup, string? strategy, ExplorationOptions options, CancellationToken cancellation = default)
    {
        if (options.Symmetry) { return ByOrbits(setup, strategy, options, cancellation); }
        if (options.Preemptions is { } most) { return Bounded(setup, strategy, most, options, cancellation); }
        if (strategy is not null) { return new(Explore(setup, strategy, options, cancellation), ""); }
        if (options.Runs is not null)
        {
            return new(Explore(setup, "portfolio", options, cancellation),
                "runs are bounded, and no sampling strategy is the best");
        }

        return setup().Delivery == Delivery.Bag
            ? MergeOrSample(setup, options, cancellation)
            : Choose(setup, options, cancellation);
    }

    /// <summary>Only merging of states can merge orbits of states.</summary>
    private static SearchReport ByOrbits(
        Func<Setup> setup, string? strategy, ExplorationOptions options, CancellationToken cancellation)
    {
        if (strategy is not null and not "stateful")
        {
            throw new NotSupportedException($"{strategy} makes nothing of symmetry; stateful does");
        }

        if (options.Preemptions is not null)
        {
            throw new NotSupportedException("symmetry and a bound on preemptions do not go together: "
                + "who was preempted is not the same when they have changed places");
        }

        var report = Explorer.Explore(
            setup,
            made => new StatefulStrategy(made.Symmetry ?? throw new NotSupportedException(
                $"--symmetry: {made.Scenario.Name} does not say what is interchangeable")),
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

    private static SearchReport Choose(Func<Setup> setup, ExplorationOptions options, CancellationToken cancellation)
    {
        var reduced = Explore(setup, "dpor", options with { Runs = RunsBeforeMerging, Time = options.Time * Share },
            cancellation);
        if (Ends(reduced, options, cancellation))
        {
            return new(reduced, Said(reduced, "it tries one order of each equivalent set"));
        }

        var left = options with { Time = options.Time - TimeSpan.FromSeconds(reduced.Seconds) };
        var beyond = reduced.CutRuns > 0
            ? $"dpor met runs of more than {RunLimit.StepsMax} steps"
            : $"dpor was not done after {reduced.Runs} runs";
        if (setup().Properties.FirstOrDefault(property => property is Ordering) is { } ordering)
        {
            return Sample(setup, reduced, left, $"{beyond}, and {ordering.Name} is about history", cancellation);
        }

        if (!setup().Scenario.TellsStatesApart)
        {
            return Sample(setup, reduced, left, $"{beyond}, and what actors remember cannot be seen", cancellation);
        }

        var merged = After(
            reduced, () => Explore(setup, "stateful", left with { Time = options.Time * Share }, cancellation));
        if (merged.Complete || Ends(merged, options, cancellation))
        {
            return new(merged, Said(merged, $"{beyond}; states are fewer"));
        }

        left = left with { Time = left.Time - TimeSpan.FromSeconds(merged.Seconds) };
        return Sample(setup, merged, left, $"{beyond}, nor stateful after {merged.States} states", cancellation);
    }

    /// <summary>Of a bag reduction by partial order makes nothing: states are merged where that can judge.</summary>
    private static SearchReport MergeOrSample(
        Func<Setup> setup, ExplorationOptions options, CancellationToken cancellation)
    {
        const string Why = "what a bag leaves on its way is no order that dpor could leave out";
        var ready = setup();
        if (!ready.Scenario.TellsStatesApart || ready.Properties.Any(property => property is Ordering))
        {
            var all = Explore(setup, "dfs", options with { Runs = RunsBeforeMerging, Time = options.Time * Share },
                cancellation);
            var left = options with { Time = options.Time - TimeSpan.FromSeconds(all.Seconds) };
            return Ends(all, options, cancellation)
                ? new(all, Said(all, $"{Why}, and states cannot be merged here; it tries every order"))
                : Sample(setup, all, left, $"{Why}, and dfs was not done after {all.Runs} runs", cancellation);
        }

        var merged = Explore(setup, "stateful", options with { Time = options.Time * Share * 2 }, cancellation);
        var rest = options with { Time = options.Time - TimeSpan.FromSeconds(merged.Seconds) };
        return Ends(merged, options, cancellation)
            ? new(merged, Said(merged, Why))
            : Sample(setup, merged, rest, $"stateful was not done after {merged.States} states", cancellation);
    }

    /// <summary>No sampling strategy is the best on every race, so all take turns, and some bound is needed.</summary>
    /// <param name="earlier">What was found before is not lost.</param>
    private static SearchReport Sample(
        Func<Setup> setup, ExplorationReport earlier, ExplorationOptions options, string reason,
        CancellationToken cancellation)
    {
        var bounded = options.Time is null ? options with { Runs = RunsWhenSampling } : options;
        return new(After(earlier, () => Explore(setup, "portfolio", bounded, cancellation)), reason);
    }

    /// <summary>Goes on with another strategy: what was found before is not lost, whatever comes of that.</summary>
    private static ExplorationReport After(ExplorationReport earlier, Func<ExplorationReport> next)
    {
        try
        {
            return next().After(earlier);
        }
#pragma warning disable CA1031 // It is reported beside what was found.
        catch (Exception failure) when (earlier.Failures.Count > 0)
#pragma warning restore CA1031
        {
            return earlier with { EndedBy = failure };
        }
    }

    private static string Said(ExplorationReport report, string why) =>
        report.Complete ? $"{why}, and these are all" : $"{why}, but it was ended before its end";

    /// <summary>Done, or nothing better can follow.</summary>
    private static bool Ends(ExplorationReport report, ExplorationOptions options, CancellationToken cancellation) =>
        (report.Complete && report.CutRuns == 0) || report.IsStuck || report.IsOutOfMemory || report.EndedBy is not null
        || cancellation.IsCancellationRequested || (report.Failures.Count > 0 && options.StopsAtFirst);

    private static ExplorationReport Explore(
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
