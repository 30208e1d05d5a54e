namespace VfioActors.Exploration.Units.Cuts;

/// <summary>Who shares the states of a search.</summary>
/// <param name="Workers">How many workers there are, about; 0 when states are not cut into regions.</param>
/// <param name="AtOnce">How many of them run at a time: fewer where they share the cores of one machine.</param>
internal readonly record struct RegionSharing(int Workers, int AtOnce)
{
    /// <summary>How many states are looked at, at most, to choose how they are cut.</summary>
    internal int StatesMost { get; init; } = 10_000;

    /// <param name="workers">How many workers there are, about, each on a core of its own.</param>
    internal RegionSharing(int workers)
        : this(workers, workers)
    {
    }
}
