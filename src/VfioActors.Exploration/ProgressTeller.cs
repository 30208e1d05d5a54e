using VfioActors.Exploration.Places;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Strategies.Queues;

namespace VfioActors.Exploration;

/// <summary>
/// Tells whoever wants to know how far a search is: what all its workers counted, not what one of them did.
/// </summary>
/// <param name="options">Who wants to know.</param>
internal sealed class ProgressTeller(ExplorationOptions options)
{
    /// <summary>In seconds.</summary>
    private const double Between = 0.2;

    private WorkerTotals _counted;
    private Remainder? _left;
    private double _told = double.NegativeInfinity;
    private bool _wantsLeft;

    /// <summary>The worker has looked up from a run.</summary>
    /// <param name="frontier">How deep below the start its search still has something to try.</param>
    internal void Look(SearchWorker worker, Budget budget, int frontier)
    {
        if (options.Progress is not { } progress) { return; }
        var totals = worker.Totals;
        budget.Add(totals.Runs - _counted.Runs, totals.Deliveries - _counted.Deliveries);
        _counted = totals;
        if (budget.Seconds - _told < Between) { return; }
        _told = budget.Seconds;
        _wantsLeft = budget.Workers == 1;
        progress(new(budget.RunsInAll, budget.DeliveriesInAll, worker.States, budget.TotalSeconds, frontier,
            worker.Failures.Count)
        {
            Strategy = worker.Strategy.Traits.Name,
            RunsMax = options.Runs,
            TimeMax = options.Time is { } time ? time + TimeSpan.FromSeconds(budget.Earlier) : null,
            Left = _left,
            Memory = GC.GetTotalMemory(forceFullCollection: false),
            MemoryMax = options.Memory,
            BytesOnDisk = (worker.Strategy as IQueuesStates)?.BytesOnDisk ?? 0,
        });
    }

    /// <summary>
    /// A run has ended. When somebody was told how far the search is, what is left is looked at for the next time: the
    /// same numbers as at the end.
    /// </summary>
    internal void Rest(SearchWorker worker)
    {
        if (!_wantsLeft) { return; }
        _wantsLeft = false;
        if (worker.Strategy is not IKnowsWhatIsLeft known || worker.Asks) { return; }

        // To look at what is left may move the world, and the strategy goes on from where the run has ended.
        var (world, way) = (worker.World, KeptWorld.WayOf(worker.World));
        _left = known.Left(world).After(worker.Totals.Runs);
        if (world.Depth == way.Length) { return; }
        foreach (var choice in way.AsSpan(world.Depth)) { world.Take(choice); }
    }
}
