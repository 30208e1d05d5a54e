using VfioActors.Exploration.Strategies.Priorities;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies.Sampling;

/// <summary>
/// Probabilistic concurrency testing: every channel gets a random priority, the highest runs, and at depth - 1 random
/// steps the one that would run falls behind all others. Finds a bug of that depth with a chance that has a lower
/// bound.
/// </summary>
/// <remarks>
/// Burckhardt, Kothari, Musuvathi, Nagarakatte, "A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs",
/// ASPLOS 2010. Departs: channels stand for threads; run lengths are taken from one first run.
/// </remarks>
public sealed class PctStrategy(long seed, int depth = 3) : IStrategy
{
    private readonly SeededRandom _random = new(seed);
    private PrioritySchedule<SeededRandom.Words>? _schedule;
    private int _horizon;

    /// <inheritdoc/>
    public StrategyTraits Traits { get; } = new("pct");

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        // The paper is told how many steps a program takes at most; here one run is measured.
        if (_horizon == 0) { _horizon = Math.Max(1, TrialRuns.Run(world, 0)); }
        _schedule ??= new(_random.AsWords, depth);
        _random.Reset(seed, run);
        _schedule.Begin(_horizon);
        return new(0);
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run) =>
        run.Enabled.Length == 0 ? Decision.Rest : Decision.Take(_schedule!.Next(run));
}
