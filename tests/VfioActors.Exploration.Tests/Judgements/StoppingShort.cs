using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Tests.Judgements;

/// <summary>A search that is wrong: it says that it is done, a run too early.</summary>
internal sealed class StoppingShort : IStrategy
{
    private readonly DfsStrategy _search = new(counts: false);
    private bool _isLast;

    public StrategyTraits Traits { get; } = new("dpor") { IsExhaustive = true };

    public RunStart? Begin(World world, long run)
    {
        if (_isLast) { return null; }
        _isLast = run >= 1;
        return _search.Begin(world, run);
    }

    public Decision Choose(RunView run) => _search.Choose(run);
}
