using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies.Sampling;

/// <summary>Takes turns between strategies, run by run: no sampling strategy is the best on every race.</summary>
public sealed class PortfolioStrategy(params IReadOnlyList<IStrategy> strategies) : IStrategy
{
    /// <summary>Its name on the command line.</summary>
    internal const string Word = "portfolio";

    private IStrategy _current = strategies[0];

    /// <inheritdoc/>
    public StrategyTraits Traits { get; } = new(Word)
    {
        AsksAlways = strategies.Any(strategy => strategy.Traits.AsksAlways),
    };

    /// <summary>Random, partial order sampling, and PCT of depth 2 and 3.</summary>
    public static PortfolioStrategy Of(long seed) =>
        new(new RandomStrategy(seed), new PctStrategy(seed, 3), new PosStrategy(seed), new PctStrategy(seed, 2));

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        _current = strategies[(int)(run % strategies.Count)];
        return _current.Begin(world, run);
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run) => _current.Choose(run);

    /// <inheritdoc/>
    public void Finish(World world) => _current.Finish(world);
}
