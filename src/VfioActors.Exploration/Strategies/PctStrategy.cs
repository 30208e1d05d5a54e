using VfioActors.Exploration.Strategies.Selections;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Probabilistic concurrency testing: every channel gets a random priority, the highest runs, and at depth - 1 random
/// steps the one that would run falls behind all others. Finds a bug of that depth with a chance that has a lower
/// bound.
/// </summary>
/// <remarks>
/// Burckhardt, Kothari, Musuvathi, Nagarakatte, "A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs",
/// ASPLOS 2010. Departs: channels stand for threads; run lengths are taken from one first run.
/// </remarks>
public sealed class PctStrategy : IStrategy
{
    /// <summary>The lowest numbers are kept for those that fell behind: this makes sure of what chance nearly does.</summary>
    private const ulong Lowest = 1UL << 63;

    private readonly SeededRandom _random;
    private readonly ChannelPriorities _priorities;
    private readonly int[] _changes;
    private readonly long _seed;
    private int _horizon;

    /// <param name="seed">Of all that is drawn.</param>
    /// <param name="depth">The depth of the bugs that it is to find: one more than the steps that it falls back at.</param>
    public PctStrategy(long seed, int depth = 3)
    {
        (_seed, _random, _changes) = (seed, new(seed), new int[Math.Max(0, depth - 1)]);
        _priorities = new(_random, Lowest);
    }

    /// <inheritdoc/>
    public StrategyTraits Traits { get; } = new("pct");

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        // The paper is told how many steps a program takes at most; here one run is measured.
        if (_horizon == 0) { _horizon = Math.Max(1, TrialRuns.Run(world, 0)); }
        _random.Reset(_seed, run);
        for (var change = 0; change < _changes.Length; change++) { _changes[change] = _random.Below(_horizon); }
        _priorities.Clear();
        return new(0);
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run)
    {
        var enabled = run.Enabled;
        if (enabled.Length == 0) { return Decision.Rest; }
        var best = _priorities.Highest(enabled, run.ChannelCount);
        for (var change = 0; change < _changes.Length; change++)
        {
            // At the i-th change point what would run gets priority i: below all that were drawn, and 1 below 2.
            if (_changes[change] != run.Depth) { continue; }
            _priorities.Set(enabled[best].Channel, (ulong)(change + 1));
            best = _priorities.Highest(enabled, run.ChannelCount);
        }

        return Decision.Take(enabled[best]);
    }
}
