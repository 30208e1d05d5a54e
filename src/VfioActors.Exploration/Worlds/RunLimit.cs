namespace VfioActors.Exploration.Worlds;

/// <summary>How long a run may be.</summary>
public static class RunLimit
{
    /// <summary>A run with more steps is cut: it may never come to rest.</summary>
    public const int StepsMax = 10_000;

    /// <summary>Where a run is first looked at for going round; then at every doubling of its length.</summary>
    internal const int FirstLook = 1_000;
}
