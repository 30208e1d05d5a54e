using VfioActors.Exploration.Strategies.Priorities;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies.Sampling;

/// <summary>
/// Partial order sampling: every step that could be next has a random priority, the highest runs, and those that it
/// races with draw anew. Spreads its samples over partial orders, not over interleavings.
/// </summary>
/// <remarks>Yuan, Yang, Gu, "Partial Order Aware Concurrency Sampling", CAV 2018.</remarks>
public sealed class PosStrategy : IStrategy
{
    private readonly SeededRandom _random;
    private readonly ChannelPriorities<SeededRandom.Words> _priorities;
    private readonly long _seed;

    /// <param name="seed">Of all that is drawn.</param>
    public PosStrategy(long seed)
    {
        (_seed, _random) = (seed, new(seed));
        _priorities = new(_random.AsWords, lowest: 1);
    }

    /// <inheritdoc/>
    public StrategyTraits Traits { get; } = new("pos");

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        _random.Reset(_seed, run);
        _priorities.Clear();
        return new(0);
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run)
    {
        var enabled = run.Enabled;
        if (enabled.Length == 0) { return Decision.Rest; }
        ref readonly var choice = ref enabled[_priorities.Highest(enabled, run.ChannelCount)];

        // The paper draws anew for events that race with the one taken. Who goes to the same actor is more than that
        // where messages commute: their priorities are drawn once more than need be.
        var receiver = choice.Receiver;
        foreach (ref readonly var candidate in enabled)
        {
            if (candidate.Receiver == receiver) { _priorities.Forget(candidate.Channel); }
        }

        return Decision.Take(choice);
    }
}
