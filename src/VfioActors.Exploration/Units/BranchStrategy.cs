using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Branches;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Units;

/// <summary>Every order of one branch after the other, each up to a number of runs: what is left can be told.</summary>
internal sealed class BranchStrategy : IStrategy
{
    private readonly FingerprintSet _met = new();
    private readonly List<ulong> _new = [];
    private DfsStrategy _own = new(counts: false, bound: null);
    private Branch _branch = Branch.Root;
    private long _runsLeft;
    private bool _isFresh;

    /// <inheritdoc/>
    public StrategyTraits Traits { get; } = new DfsStrategy().Traits;

    /// <summary>The states that were met in this branch and in none before it.</summary>
    internal IReadOnlyList<ulong> NewStates => _new;

    /// <summary>Has a branch to search and nothing else.</summary>
    /// <param name="runs">How many runs at most.</param>
    internal void Adopt(Branch branch, long runs)
    {
        (_branch, _runsLeft, _isFresh) = (branch, runs, true);
        _own = new(counts: false, bound: null);
        _own.Adopt(branch);
        _new.Clear();
    }

    /// <summary>What is left of the branch, the first in the order of the search first. Then it has nothing.</summary>
    internal List<Branch> Leave()
    {
        List<Branch> left = [];
        while (_own.Split(withLast: true) is { } branch) { left.Add(branch); }
        left.Reverse();
        return left;
    }

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        if (_runsLeft-- <= 0) { return null; }
        if (!_isFresh) { return _own.Begin(world, run); }
        _isFresh = false;
        return new(0, Known: _branch.Way.Length);
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run)
    {
        if (run.Depth < _branch.Way.Length) { return Decision.Take(run.Enabled[_branch.Way[run.Depth]]); }
        var state = run.StateFingerprint;
        if (_met.Add(state)) { _new.Add(state); }
        return _own.Choose(run);
    }
}
