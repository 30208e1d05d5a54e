using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Symmetries;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Tests.Symmetries;

/// <summary>
/// Merging of orbits that is watched: of every state that it goes on from, all that one gets by letting members change
/// places in every way. If it misses no orbit, these are all states that there are.
/// </summary>
/// <param name="search">What merges them.</param>
internal sealed class CountingOrbits(Symmetry symmetry, IStrategy search) : IStrategy, ICountsStates
{
    private readonly HashSet<ulong> _all = [];
    private readonly RenamingTable _renamings = new(symmetry);
    private RenamedFingerprints? _renamed;

    public StrategyTraits Traits => search.Traits;

    public long? States => ((ICountsStates)search).States;

    /// <summary>How many states the orbits have together.</summary>
    internal int All => _all.Count;

    public RunStart? Begin(World world, long run)
    {
        _renamed ??= world.Renamed(new(_renamings));
        var start = search.Begin(world, run);
        if (start is { IsRestart: true }) { _all.Clear(); }
        return start;
    }

    public Decision Choose(RunView run)
    {
        var decision = search.Choose(run);
        if (decision.Kind == DecisionKind.Met) { return decision; }
        foreach (var places in AllOrders.Of(symmetry.Sizes)) { _all.Add(_renamed!.Future(places)); }
        return decision;
    }
}
