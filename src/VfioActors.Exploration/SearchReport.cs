namespace VfioActors.Exploration;

/// <summary>What a search found, and how it went about it.</summary>
/// <param name="Report">What was found.</param>
/// <param name="Reason">Why this strategy; empty when it was asked for.</param>
public sealed record SearchReport(ExplorationReport Report, string Reason)
{
    /// <summary>The strategy that was used.</summary>
    public string Strategy => Report.Strategy;
}
