using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Tests.Judgements;

/// <summary>A search that merges states and is wrong: what it goes by leaves out something.</summary>
/// <param name="look">What it takes for the state.</param>
internal sealed class MergingByStates(Func<World, ulong> look) : IStrategy
{
    private readonly DfsStrategy _search = new(counts: false);
    private readonly HashSet<ulong> _met = [];
    private bool _resumes;

    public StrategyTraits Traits { get; } = new("stateful") { IsExhaustive = true, ForgetsHistory = true };

    public RunStart? Begin(World world, long run)
    {
        _resumes = run > 0;
        return _search.Begin(world, run);
    }

    public Decision Choose(RunView run)
    {
        var next = _search.Choose(run);
        var goesOn = _resumes || _met.Add(look(run.World));
        _resumes = false;
        return goesOn ? next : Decision.Met();
    }
}
