using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Partial order sampling: every step that could be next has a random priority, the highest runs, and those that it
/// races with draw anew. Spreads its samples over partial orders, not over interleavings.
/// </summary>
/// <remarks>Yuan, Yang, Gu, "Partial Order Aware Concurrency Sampling", CAV 2018.</remarks>
public sealed class PosStrategy(long seed) : IStrategy
{
    private readonly SeededRandom _random = new(seed);
    private ulong[] _priorities = [];

    /// <inheritdoc/>
    public StrategyTraits Traits { get; } = new("pos");

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        _random.Reset(seed, run);
        Array.Clear(_priorities);
        return new(0);
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run)
    {
        var enabled = run.Enabled;
        if (enabled.Length == 0) { return Decision.Rest; }
        if (_priorities.Length < run.ChannelCount) { Array.Resize(ref _priorities, run.ChannelCount * 2); }
        Choice choice = default;
        var highest = 0UL;
        foreach (var candidate in enabled)
        {
            ref var priority = ref _priorities[candidate.Channel];
            if (priority == 0) { priority = _random.Next() | 1; }
            var drawn = candidate.Option == 0 || _random.Below(2) == 0;
            if (priority < highest || (priority == highest && !drawn)) { continue; }
            (choice, highest) = (candidate, priority);
        }

        // The paper draws anew for the events that race with the one that runs; here these are the steps of its actor.
        foreach (var candidate in enabled)
        {
            // The paper draws anew for events that race with the one taken. Who goes to the same actor is more than
            // that where messages commute: their priorities are drawn once more than need be.
            if (candidate.Receiver == choice.Receiver) { _priorities[candidate.Channel] = 0; }
        }

        return Decision.Take(choice);
    }
}
