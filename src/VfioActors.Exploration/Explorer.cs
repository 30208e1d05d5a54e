using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Strategies.Merging;
using VfioActors.Exploration.Strategies.Queues;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Strategies.Subtrees;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration;

/// <summary>Runs a scenario over and over, in the orders that a strategy chooses, and collects what breaks.</summary>
public static class Explorer
{
    /// <summary>A run with more steps is cut: it may never come to rest.</summary>
    public const int StepsPerRunMax = RunLimit.StepsMax;

    /// <summary>One part in so many of the memory is set aside for bits, where a search may go on in them.</summary>
    private const int BitsShare = 4;

    /// <summary>One part in so many of the memory holds what waits to be gone on from.</summary>
    private const int QueueShare = 8;

    /// <summary>So many bytes hold it, where nobody bounds the memory.</summary>
    private const long QueueMemory = 1 << 28;

    /// <summary>Explores.</summary>
    /// <param name="setup">Makes the scenario ready; called once for each worker.</param>
    /// <param name="strategy">
    /// Makes a strategy; called once for each worker. Sampling strategies share their runs unless they learn from them,
    /// and of the exhaustive ones dpor, and dfs and stateful without a bound on preemptions and without symmetry, share
    /// one search; others have one worker.
    /// </param>
    /// <param name="cancellation">Ends it early with what is known so far.</param>
    /// <exception cref="NotSupportedException">
    /// The strategy cannot judge one of the properties, or is not made for the bound or the symmetry that the options
    /// want; or what is said to be interchangeable is not.
    /// </exception>
    /// <exception cref="Checkpoints.CheckpointException">It cannot go on from there.</exception>
    public static ExplorationReport Explore(
        Func<Setup> setup, Func<Setup, IStrategy> strategy, ExplorationOptions options,
            CancellationToken cancellation = default)
    {
        Budget budget = new(options, cancellation);
        SharedSearch shared = new(options.Workers, () => budget.LookUp());
        SubtreeSearch reduced = new(options.Workers, () => budget.LookUp());
        IStrategy Made(Setup made)
        {
            var whole = AsAsked(strategy(made), options);
            (whole as IQueuesStates)?.Use(PlanOf(options, budget));
            if (options.Workers <= 1 || options.AtMemory != AtMemory.End) { return whole; }

            // What learns beside the strategy can neither be told to other threads nor forgotten.
            return whole is not DporStrategy dpor ? shared.PartOf(whole)
                : made.Topology.Learned is null ? new SubtreeStrategy(reduced, dpor)
                : whole;
        }

        var first = SearchWorker.Make(setup(), Made, options);
        budget.GoesOn = options.AtMemory == AtMemory.Bitstate ? first.Strategy as IGoesOnInBits : null;
        budget.Workers = first.IsAlone ? 1 : Math.Max(1, options.Workers);
        SearchWorker[] workers = [first,
            .. Enumerable.Range(1, budget.Workers - 1).Select(_ => SearchWorker.Make(setup(), Made, options))];
        var earlier = options.From is { } from ? UnfinishedSearch.Recall(from, workers, budget, options) : [];
        Thread[] threads =
        [
            .. workers.Skip(1).Select((worker, at) =>
                new Thread(() => Guard(budget, () => worker.Work(budget, at + 1)))),
        ];
        foreach (var thread in threads) { thread.Start(); }
        Guard(budget, () => first.Work(budget, 0));
        foreach (var thread in threads) { thread.Join(); }
        var unfinished = UnfinishedSearch.Of(workers, budget, options);
        Guard(budget, () => SearchWorker.LookAtCircles(workers, budget));
        var report = JointReport.Of(workers, budget, unfinished).After(earlier);
        if (report.Unfinished is null) { (first.Strategy as IQueuesStates)?.LetGo(); }
        if (report.Failures.Count == 0) { budget.Rethrow(); }
        return report with { EndedBy = budget.Failure };
    }

    /// <summary>Who asks for a bound, or for symmetry, gets it: without it, something else would be said.</summary>
    private static IStrategy AsAsked(IStrategy strategy, ExplorationOptions options)
    {
        if (options.Symmetry && strategy is not IMergesOrbits { Symmetry: not null })
        {
            throw new NotSupportedException("the strategy was not made for symmetry: Search.Run makes one that is");
        }

        if (options.Preemptions is { } most && (strategy as IBoundsPreemptions)?.Preemptions != most)
        {
            throw new NotSupportedException(
                $"the strategy was not made for runs with at most {most} preemptions: Search.Run makes one that is");
        }

        if (options.AtMemory == AtMemory.Bitstate) { SetBitsAside(strategy, options); }
        return strategy;
    }

    private static QueuePlan PlanOf(ExplorationOptions options, Budget budget) => new(
        options.QueueMemory ?? (options.Memory / QueueShare) ?? QueueMemory,
        options.OpensScratch ?? (() => ScratchFile.Open(options.Scratch ?? ScratchFile.UsualFolder)),
        budget.End);

    private static void SetBitsAside(IStrategy strategy, ExplorationOptions options)
    {
        if (options.Preemptions is not null || strategy is not IGoesOnInBits bits)
        {
            throw new NotSupportedException(options.Preemptions is not null
                ? "a bound on preemptions and a bitstate table do not go together: "
                    + "how many preemptions led to a state is not in its bits"
                : $"{strategy.Traits.Name} has no bitstate table to go on in; stateful has");
        }

        bits.Reserve((options.Memory ?? throw new NotSupportedException(
            "without a bound on memory there is nothing at which to go on in a bitstate table")) / BitsShare);
    }

    /// <summary>
    /// What fails on any thread ends all of them, and is thrown on the one that asked, unless something was found by
    /// then, which is worth more.
    /// </summary>
    private static void Guard(Budget budget, Action work)
    {
        try
        {
            work();
        }
#pragma warning disable CA1031 // Thrown again by Budget.Rethrow, or reported.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            budget.Fail(failure);
        }
    }
}
