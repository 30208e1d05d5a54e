using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies;

/// <summary>Around another strategy: the same, until a derived class looks at something or adds to it.</summary>
/// <param name="inner">Chooses the steps.</param>
public abstract class ForwardingStrategy(IStrategy inner)
    : IStrategy, ICountsStates, IBoundsPreemptions, IKnowsWhatIsLeft
{
    /// <inheritdoc/>
    public virtual StrategyTraits Traits => inner.Traits;

    /// <inheritdoc/>
    public long? States => (inner as ICountsStates)?.States;

    /// <inheritdoc/>
    public int? Preemptions => (inner as IBoundsPreemptions)?.Preemptions;

    /// <inheritdoc/>
    public bool LeftOut => inner is IBoundsPreemptions { LeftOut: true };

    /// <inheritdoc/>
    public Remainder Left(World world) => (inner as IKnowsWhatIsLeft)?.Left(world) ?? new();

    /// <inheritdoc/>
    public virtual RunStart? Begin(World world, long run) => inner.Begin(world, run);

    /// <inheritdoc/>
    public virtual Decision Choose(RunView run) => inner.Choose(run);

    /// <inheritdoc/>
    public virtual void Finish(World world) => inner.Finish(world);
}
