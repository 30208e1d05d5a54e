using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

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
public sealed class PctStrategy(long seed, int depth = 3) : IStrategy
{
    private readonly SeededRandom _random = new(seed);
    private readonly int[] _changes = new int[Math.Max(0, depth - 1)];
    private ulong[] _priorities = [];
    private int _horizon;

    /// <inheritdoc/>
    public string Name => "pct";

    /// <inheritdoc/>
    public bool IsExhaustive => false;

    /// <inheritdoc/>
    public bool TryBegin(World world, long run, out int depth)
    {
        if (_horizon == 0) { _horizon = Math.Max(1, TrialRuns.Run(world, 0)); }
        _random.Reset(seed, run);
        for (var change = 0; change < _changes.Length; change++) { _changes[change] = _random.Below(_horizon); }
        Array.Clear(_priorities);
        depth = 0;
        return true;
    }

    /// <inheritdoc/>
    public bool TryChoose(World world, out Choice choice)
    {
        choice = Highest(world);
        for (var change = 0; change < _changes.Length; change++)
        {
            if (_changes[change] != world.Depth) { continue; }
            _priorities[choice.Channel] = (ulong)(change + 1);
            choice = Highest(world);
        }

        return true;
    }

    private Choice Highest(World world)
    {
        if (_priorities.Length < world.ChannelCount) { Array.Resize(ref _priorities, world.ChannelCount * 2); }
        Choice best = default;
        var highest = 0UL;
        foreach (var candidate in world.Enabled)
        {
            ref var priority = ref _priorities[candidate.Channel];

            // The lowest numbers are kept for those that fell behind: the bit makes sure of what chance nearly does.
            if (priority == 0) { priority = _random.Next() | (1UL << 63); }
            var drawn = candidate.Option == 0 || _random.Below(2) == 0;
            if (priority < highest || (priority == highest && !drawn)) { continue; }
            (best, highest) = (candidate, priority);
        }

        return best;
    }
}
