using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Partial order sampling: every step that could be next has a random priority, the highest runs, and those that it
/// races
/// with draw anew. Spreads its samples over partial orders, not over interleavings.
/// </summary>
/// <remarks>Yuan, Yang, Gu, "Partial Order Aware Concurrency Sampling", CAV 2018.</remarks>
public sealed class PosStrategy(long seed) : IStrategy
{
    private readonly SeededRandom _random = new(seed);
    private ulong[] _priorities = [];

    /// <inheritdoc/>
    public string Name => "pos";

    /// <inheritdoc/>
    public bool IsExhaustive => false;

    /// <inheritdoc/>
    public bool TryBegin(World world, long run, out int depth)
    {
        _random.Reset(seed, run);
        Array.Clear(_priorities);
        depth = 0;
        return true;
    }

    /// <inheritdoc/>
    public bool TryChoose(World world, out Choice choice)
    {
        if (_priorities.Length < world.ChannelCount) { Array.Resize(ref _priorities, world.ChannelCount * 2); }
        choice = default;
        var highest = 0UL;
        foreach (var candidate in world.Enabled)
        {
            ref var priority = ref _priorities[candidate.Channel];
            if (priority == 0) { priority = _random.Next() | 1; }
            var drawn = candidate.Option == 0 || _random.Below(2) == 0;
            if (priority < highest || (priority == highest && !drawn)) { continue; }
            (choice, highest) = (candidate, priority);
        }

        foreach (var candidate in world.Enabled)
        {
            if (candidate.Receiver == choice.Receiver) { _priorities[candidate.Channel] = 0; }
        }

        return true;
    }
}
