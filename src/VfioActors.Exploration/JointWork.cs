namespace VfioActors.Exploration;

/// <summary>What several did of one search, put together.</summary>
/// <param name="Totals">What they counted.</param>
/// <param name="Failures">What broke.</param>
/// <param name="Looked">The places of the properties that somebody looked at.</param>
/// <param name="Reached">The places of the witnesses that some run reached.</param>
internal sealed record JointWork(
    WorkerTotals Totals,
    IReadOnlyList<Failure> Failures,
    IReadOnlyCollection<int> Looked,
    IReadOnlyCollection<int> Reached)
{
    /// <summary>Whether every order was tried, or stands for one that was: every part came back.</summary>
    internal bool IsComplete { get; init; }

    /// <summary>Whether a claim threw, so that nothing more can be judged.</summary>
    internal bool IsStuck { get; init; }

    /// <summary>What could not be decided; null when everything was.</summary>
    internal string? Trouble { get; init; }

    /// <summary>Whether a way round was met that never ends: then none needs to be looked for.</summary>
    internal bool HasLivelock { get; init; }

    /// <summary>Whether some way leads round.</summary>
    internal bool HasCircle { get; init; }
}
