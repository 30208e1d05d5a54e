using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Exploration.Worlds.Refusals;

namespace VfioActors.Exploration;

/// <summary>
/// A search that chooses its strategies: one after the other, as long as the ones before do not come to their end. It
/// goes on from a checkpoint with the strategy that was at work there.
/// </summary>
internal sealed class ChosenSearch
{
    /// <summary>How many runs reduction by partial order is given before states are merged instead.</summary>
    private const long RunsBeforeMerging = 50_000;

    /// <summary>How many runs are sampled when nothing else bounds them.</summary>
    private const long RunsWhenSampling = 100_000;

    /// <summary>How much of the time reduction gets, and how much merging.</summary>
    private const double Share = 1.0 / 3;

    private readonly Func<Setup> _setup;
    private readonly ExplorationOptions _options;
    private readonly CancellationToken _cancellation;
    private ExplorationOptions _left;

    internal ChosenSearch(Func<Setup> setup, ExplorationOptions options, CancellationToken cancellation)
    {
        (_setup, _options, _cancellation) = (setup, options, cancellation);
        _left = options;
    }

    internal SearchReport Run()
    {
        if (_options.From?.Header is { Strategy: PortfolioStrategy.Word } sampling)
        {
            return Sample(null, sampling.Reason);
        }

        if (_setup().Delivery == Delivery.Bag) { return MergeOrSample(); }
        return _options.From?.Header is { Strategy: "stateful" } merging ? Merge(null, merging.Reason) : Reduce();
    }

    private SearchReport Reduce()
    {
        // Which runs are the first so many, and what they break, must not depend on how many threads there are.
        var reduced = Explore("dpor", _options.Time * Share, RunsBeforeMerging, workers: 1);
        if (Ends(reduced)) { return Chosen(reduced, Said(reduced, "it tries one order of each equivalent set"), ""); }
        var beyond = reduced.CutRuns > 0
            ? $"dpor met runs of more than {RunLimit.StepsMax} steps"
            : $"dpor was not done after {Counted.Of(reduced.Runs, "run")}";
        return _setup().Properties.FirstOrDefault(property => property is Ordering) is { } ordering
                ? Sample(reduced, $"{beyond}, and {ordering.Name} is about history")
            : _setup().Scenario.TellsStatesApart ? Merge(reduced, beyond)
            : Sample(reduced, $"{beyond}, and what actors remember cannot be seen");
    }

    /// <param name="earlier">What was found before is not lost.</param>
    /// <param name="beyond">Why reduction does not do.</param>
    private SearchReport Merge(ExplorationReport? earlier, string beyond)
    {
        var merged = After(earlier, () => Explore("stateful", _options.Time * Share));
        return merged.Complete || Ends(merged)
            ? Chosen(merged, Said(merged, $"{beyond}; states are fewer"), beyond)
            : Sample(merged, $"{beyond}, nor stateful after {Counted.Of(merged.States ?? 0, "state")}");
    }

    /// <summary>Of a bag reduction by partial order makes nothing: states are merged where that can judge.</summary>
    private SearchReport MergeOrSample()
    {
        const string Why = "what a bag leaves on its way is no order that dpor could leave out";
        var ready = _setup();
        if (!ready.Scenario.TellsStatesApart || ready.Properties.Any(property => property is Ordering))
        {
            var all = Explore("dfs", _options.Time * Share, RunsBeforeMerging);
            return Ends(all)
                ? Chosen(all, Said(all, $"{Why}, and states cannot be merged here; it tries every order"), "")
                : Sample(all, $"{Why}, and dfs was not done after {Counted.Of(all.Runs, "run")}");
        }

        var merged = Explore("stateful", _options.Time * Share * 2);
        return Ends(merged)
            ? Chosen(merged, Said(merged, Why), "")
            : Sample(merged, $"stateful was not done after {Counted.Of(merged.States ?? 0, "state")}");
    }

    /// <summary>No sampling strategy is the best on every race, so all take turns, and some bound is needed.</summary>
    /// <param name="earlier">What was found before is not lost.</param>
    private SearchReport Sample(ExplorationReport? earlier, string reason)
    {
        long? runs = _options.Time is null ? RunsWhenSampling : null;
        return Chosen(After(earlier, () => Explore(PortfolioStrategy.Word, _left.Time, runs)), reason, reason);
    }

    private ExplorationReport Explore(string strategy, TimeSpan? time, long? runs = null, int? workers = null)
    {
        var options = _left with
        {
            Time = time,
            Runs = runs ?? _options.Runs,
            Workers = workers ?? _options.Workers,
        };
        var report = Search.Explore(_setup, strategy, options, _cancellation);
        var spent = TimeSpan.FromSeconds(report.Seconds - (_left.From?.Header.Seconds ?? 0));
        _left = _left with { Time = _left.Time - spent, From = null };
        return report;
    }

    /// <summary>Goes on with another strategy: what was found before is not lost, whatever comes of that.</summary>
    private static ExplorationReport After(ExplorationReport? earlier, Func<ExplorationReport> next)
    {
        if (earlier is null) { return next(); }
        try
        {
            var report = next();
            return report.After(earlier.Failures) with
            {
                Asked = AskTally.Together(report.Asked.Concat(earlier.Asked)),
            };
        }
#pragma warning disable CA1031 // It is reported beside what was found.
        catch (Exception failure) when (earlier.Failures.Count > 0)
#pragma warning restore CA1031
        {
            return earlier with { EndedBy = failure, Unfinished = null };
        }
    }

    /// <param name="reason">Why this strategy, for people.</param>
    /// <param name="beyond">Why those before it do not do: with that the search can go on elsewhere.</param>
    private static SearchReport Chosen(ExplorationReport report, string reason, string beyond) =>
        new(report with { Unfinished = report.Unfinished?.Chosen(beyond) }, reason);

    private static string Said(ExplorationReport report, string why) =>
        report.Complete ? $"{why}, and these are all" : $"{why}, but it was ended before its end";

    /// <summary>Done, or nothing better can follow.</summary>
    private bool Ends(ExplorationReport report) =>
        (report.Complete && report.CutRuns == 0) || report.IsStuck || report.IsOutOfMemory || report.EndedBy is not null
        || _cancellation.IsCancellationRequested || (report.Failures.Count > 0 && _options.StopsAtFirst);
}
