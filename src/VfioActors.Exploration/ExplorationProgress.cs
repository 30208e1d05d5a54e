namespace VfioActors.Exploration;

/// <summary>How far an exploration is.</summary>
/// <param name="Runs">Finished runs.</param>
/// <param name="Deliveries">Steps taken.</param>
/// <param name="States">Different states met; null when the strategy does not tell them apart.</param>
/// <param name="Seconds">Time so far.</param>
/// <param name="Frontier">How deep below the start the search still has something to try; 0 when sampling.</param>
/// <param name="Failures">Different failures so far.</param>
public sealed record ExplorationProgress(long Runs, long Deliveries, long? States, double Seconds, int Frontier,
    int Failures)
{
    /// <summary>The strategy that is at work.</summary>
    public string Strategy { get; init; } = "";

    /// <summary>After how many runs this strategy ends at the latest; null when it is not bounded by runs.</summary>
    public long? RunsMax { get; init; }

    /// <summary>After how long this strategy ends at the latest; null when it is not bounded by time.</summary>
    public TimeSpan? TimeMax { get; init; }
}
