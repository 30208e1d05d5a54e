using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies;

/// <summary>Chooses each step with equal chances.</summary>
public sealed class RandomStrategy(long seed) : IStrategy
{
    private readonly SeededRandom _random = new(seed);

    /// <inheritdoc/>
    public string Name => "random";

    /// <inheritdoc/>
    public bool IsExhaustive => false;

    /// <inheritdoc/>
    public bool TryBegin(World world, long run, out int depth)
    {
        _random.Reset(seed, run);
        depth = 0;
        return true;
    }

    /// <inheritdoc/>
    public bool TryChoose(World world, out Choice choice)
    {
        var enabled = world.Enabled;
        choice = enabled[_random.Below(enabled.Length)];
        return true;
    }
}
