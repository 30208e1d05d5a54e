namespace VfioActors.Exploration.Worlds;

/// <summary>How long a run may be.</summary>
public static class RunLimit
{
    /// <summary>A run with more steps is cut: it may never come to rest.</summary>
    public const int StepsMax = 10_000;
}
