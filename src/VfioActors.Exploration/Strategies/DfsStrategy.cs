using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Tries every order, one after the other, depth first. For small worlds, and the oracle of the other strategies.
/// </summary>
/// <param name="counts">Whether to count the states it meets.</param>
public sealed class DfsStrategy(bool counts = true) : IStrategy, ICountsStates
{
    private readonly FingerprintSet _met = new();
    private int[] _next = new int[64];
    private int[] _width = new int[64];
    private int _depth = -1;

    /// <inheritdoc/>
    public StrategyTraits Traits { get; } = new("dfs") { IsExhaustive = true };

    /// <inheritdoc/>
    public long? States => counts ? _met.Count : null;

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        if (_depth < 0) { return new(0); }
        for (var depth = _depth - 1; depth >= 0; depth--)
        {
            if (_next[depth] == _width[depth]) { continue; }
            _depth = depth;
            return new(depth);
        }

        return null;
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run)
    {
        if (counts) { _met.Add(run.StateFingerprint); }
        Reach(run.Depth);
        var enabled = run.Enabled;
        _width[_depth] = enabled.Length;
        return enabled.Length == 0 ? Decision.Rest : Decision.Take(enabled[_next[_depth]++]);
    }

    /// <summary>The search comes to a depth; from above, none of its steps was gone yet.</summary>
    internal void Reach(int depth)
    {
        if (depth == _depth) { return; }
        if (depth == _next.Length)
        {
            Array.Resize(ref _next, depth * 2);
            Array.Resize(ref _width, depth * 2);
        }

        _next[depth] = 0;
        _depth = depth;
    }
}
