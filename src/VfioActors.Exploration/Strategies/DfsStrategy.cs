using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Tries every order, one after the other, depth first. For small worlds, and the oracle of the other strategies.
/// </summary>
/// <param name="counts">Whether to count the states it meets.</param>
public sealed class DfsStrategy(bool counts = true) : IStrategy
{
    private readonly FingerprintSet _met = new();
    private int[] _next = new int[64];
    private int[] _width = new int[64];
    private int _depth = -1;

    /// <inheritdoc/>
    public string Name => "dfs";

    /// <inheritdoc/>
    public bool IsExhaustive => true;

    /// <inheritdoc/>
    public long? States => counts ? _met.Count : null;

    /// <inheritdoc/>
    public bool TryBegin(World world, long run, out int depth)
    {
        if (_depth < 0)
        {
            (_depth, depth) = (0, 0);
            _next[0] = 0;
            return true;
        }

        for (depth = _depth - 1; depth >= 0; depth--)
        {
            if (_next[depth] == _width[depth]) { continue; }
            world.BackTo(depth);
            _depth = depth;
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public bool Enter(World world)
    {
        if (counts) { _met.Add(world.StateFingerprint); }
        return true;
    }

    /// <inheritdoc/>
    public bool TryChoose(World world, out Choice choice)
    {
        var enabled = world.Enabled;
        _width[_depth] = enabled.Length;
        choice = enabled[_next[_depth]++];
        return true;
    }

    /// <inheritdoc/>
    public void Took(World world)
    {
        _depth++;
        if (_depth == _next.Length)
        {
            Array.Resize(ref _next, _depth * 2);
            Array.Resize(ref _width, _depth * 2);
        }

        _next[_depth] = 0;
    }
}
