using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies;

/// <summary>Takes turns between strategies, run by run: no sampling strategy is the best on every race.</summary>
public sealed class PortfolioStrategy(params IReadOnlyList<IStrategy> strategies) : IStrategy
{
    private IStrategy _current = strategies[0];

    /// <inheritdoc/>
    public string Name => "portfolio";

    /// <inheritdoc/>
    public bool IsExhaustive => false;

    /// <inheritdoc/>
    public bool AsksAlways => strategies.Any(strategy => strategy.AsksAlways);

    /// <summary>Random, partial order sampling, and PCT of depth 2 and 3.</summary>
    public static PortfolioStrategy Of(long seed) =>
        new(new RandomStrategy(seed), new PctStrategy(seed, 3), new PosStrategy(seed), new PctStrategy(seed, 2));

    /// <inheritdoc/>
    public bool TryBegin(World world, long run, out int depth)
    {
        _current = strategies[(int)(run % strategies.Count)];
        return _current.TryBegin(world, run, out depth);
    }

    /// <inheritdoc/>
    public bool Enter(World world) => _current.Enter(world);

    /// <inheritdoc/>
    public bool TryChoose(World world, out Choice choice) => _current.TryChoose(world, out choice);

    /// <inheritdoc/>
    public void Took(World world) => _current.Took(world);

    /// <inheritdoc/>
    public void Finish(World world) => _current.Finish(world);
}
