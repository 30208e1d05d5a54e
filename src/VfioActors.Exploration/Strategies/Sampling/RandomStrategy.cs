using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies.Sampling;

/// <summary>Chooses each step with equal chances.</summary>
public sealed class RandomStrategy(long seed) : IStrategy
{
    private readonly SeededRandom _random = new(seed);

    /// <inheritdoc/>
    public StrategyTraits Traits { get; } = new("random");

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        _random.Reset(seed, run);
        return new(0);
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run)
    {
        var enabled = run.Enabled;
        return enabled.Length == 0 ? Decision.Rest : Decision.Take(enabled[_random.Below(enabled.Length)]);
    }
}
