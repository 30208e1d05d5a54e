using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Units.Work;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Units;

/// <summary>
/// Stands for a strategy that others follow, in parts: it says what they know together, and never runs.
/// </summary>
/// <param name="whole">What that strategy is like.</param>
/// <param name="book">What is known.</param>
internal sealed class JointStrategy(StrategyTraits whole, Func<UnitBook> book)
    : IStrategy, ICountsStates, IKnowsWhatIsLeft
{
    /// <inheritdoc/>
    public StrategyTraits Traits => whole;

    /// <inheritdoc/>
    public long? States => book().States;

    /// <inheritdoc/>
    public Remainder Left(World world) => new(UntriedSteps: book().Untried);

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run) => null;

    /// <inheritdoc/>
    public Decision Choose(RunView run) => Decision.Rest;
}
