using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Dependences;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Strategies.Subtrees;
using VfioActors.Exploration.Units.Work;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Units;

/// <summary>One subtree after the other, each up to a number of runs: what is left can be told.</summary>
internal sealed class SubtreeUnitStrategy : IPartOfSearch
{
    private readonly SubtreeHand _hand;
    private readonly SubtreeStrategy _own;
    private long _runsLeft;

    /// <param name="whole">What the search follows.</param>
    /// <param name="actors">How many there are.</param>
    internal SubtreeUnitStrategy(DporStrategy whole, int actors)
    {
        _hand = new(() => new Dependence(whole.Properties), actors);
        _own = new(_hand, whole);
    }

    /// <inheritdoc/>
    public StrategyTraits Traits => _own.Traits;

    bool IPartOfSearch.HasCircle => false;

    int[]? IPartOfSearch.Place => ((IPartOfSearch)_own).Place;

    /// <summary>Has a subtree to search and nothing else.</summary>
    /// <exception cref="InvalidDataException">There can be no such subtree.</exception>
    internal void Adopt(WorkUnit unit)
    {
        _runsLeft = unit.Size;
        _hand.Adopt(unit.Way, unit.Known);
    }

    /// <summary>What came of the subtree. Then it has nothing.</summary>
    internal SubtreePart Leave(World world)
    {
        _own.Leave(world);
        return _hand.Part;
    }

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run) => _runsLeft-- <= 0 ? null : _own.Begin(world, run);

    /// <inheritdoc/>
    public Decision Choose(RunView run) => _own.Choose(run);

    /// <inheritdoc/>
    public void Finish(World world) => _own.Finish(world);

    void IPartOfSearch.GiveAll(World world) => _own.GiveAll(world);

    void IPartOfSearch.Keep(CheckpointWriter writer, int actors) => _own.Keep(writer, actors);

    void IPartOfSearch.Recall(CheckpointReader reader, int actors) => _own.Recall(reader, actors);
}
