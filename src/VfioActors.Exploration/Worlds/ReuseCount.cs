namespace VfioActors.Exploration.Worlds;

/// <summary>How often an actor does what it is known to do: whether to remember its steps is worth the while.</summary>
internal struct ReuseCount
{
    /// <summary>So many steps that were not known are looked at together.</summary>
    private const int Stretch = 1 << 12;

    /// <summary>To look for a step and to keep it costs about as much as this saves in so many.</summary>
    private const int HitsWanted = 4 * Stretch;

    /// <summary>Billions, where nothing is new for long.</summary>
    private long _hits;
    private int _misses;

    /// <summary>Whether it does so too seldom; for good.</summary>
    internal bool IsSeldom { get; private set; }

    /// <summary>It did what it is known to do.</summary>
    internal void Hit() => _hits++;

    /// <summary>It did what it is not known to do.</summary>
    internal void Miss()
    {
        if (++_misses < Stretch) { return; }
        IsSeldom = _hits < HitsWanted;
        (_hits, _misses) = (0, 0);
    }
}
