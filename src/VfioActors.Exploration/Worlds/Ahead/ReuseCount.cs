namespace VfioActors.Exploration.Worlds.Ahead;

/// <summary>How often an actor does what it is known to do: whether to remember its steps is worth the while.</summary>
/// <remarks>
/// It is judged late, since a search that comes to know much later knows little at first: of sampling with pos the
/// first 4,096 steps that are new come with 2 that are known each, the third with 290. And it is judged again: what was
/// not worth the while among a million states may be among those that follow.
/// </remarks>
internal struct ReuseCount
{
    /// <summary>So many steps that were not known are looked at together.</summary>
    private const int Stretch = 1 << 16;

    /// <summary>To look for a step and to keep it costs about as much as this saves in so many.</summary>
    private const int HitsWanted = 4 * Stretch;

    /// <summary>So many steps are taken before it is judged again: a judgement costs less than a hundredth.</summary>
    private const int Pause = 64 * Stretch;

    /// <summary>Billions, where nothing is new for long.</summary>
    private long _hits;
    private int _misses;
    private int _rest;

    /// <summary>Whether it does so too seldom, until it is judged again.</summary>
    internal readonly bool IsSeldom => _rest > 0;

    /// <summary>It did what it is known to do.</summary>
    internal void Hit() => _hits++;

    /// <summary>It did what it is not known to do.</summary>
    internal void Miss()
    {
        if (++_misses < Stretch) { return; }
        _rest = _hits < HitsWanted ? Pause : 0;
        (_hits, _misses) = (0, 0);
    }

    /// <summary>It did something, and nobody looked whether that is known.</summary>
    internal void Pass() => _rest--;
}
