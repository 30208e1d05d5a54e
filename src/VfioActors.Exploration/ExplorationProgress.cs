using VfioActors.Exploration.Strategies.Bounds;

namespace VfioActors.Exploration;

/// <summary>How far an exploration is.</summary>
/// <param name="Runs">Finished runs, of all threads.</param>
/// <param name="Deliveries">Steps taken, of all threads.</param>
/// <param name="States">Different states met; null when the strategy does not tell them apart.</param>
/// <param name="Seconds">Time so far, with what a search took before it went on from a checkpoint.</param>
/// <param name="Frontier">How deep below the start the search still has something to try; 0 when sampling.</param>
/// <param name="Failures">Different failures so far, of the thread that tells: there may be more.</param>
public sealed record ExplorationProgress(long Runs, long Deliveries, long? States, double Seconds, int Frontier,
    int Failures)
{
    /// <summary>The strategy that is at work.</summary>
    public string Strategy { get; init; } = "";

    /// <summary>After how many runs this strategy ends at the latest; null when it is not bounded by runs.</summary>
    public long? RunsMax { get; init; }

    /// <summary>After how long this strategy ends at the latest; null when it is not bounded by time.</summary>
    public TimeSpan? TimeMax { get; init; }

    /// <summary>What is left, as a report says it at the end; null when that is not known.</summary>
    public Remainder? Left { get; init; }

    /// <summary>How many bytes the process holds, as the garbage collector counts them; garbage counts too.</summary>
    public long Memory { get; init; }

    /// <summary>How many bytes it keeps on disk.</summary>
    public long BytesOnDisk { get; init; }

    /// <summary>How many bytes it may hold; null for no bound.</summary>
    public long? MemoryMax { get; init; }
}
