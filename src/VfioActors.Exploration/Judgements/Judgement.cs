namespace VfioActors.Exploration.Judgements;

/// <summary>What comparing one program's searches with brute force came to.</summary>
/// <param name="Orders">How many orders brute force tried.</param>
/// <param name="Obstacle">Why nothing could be compared; null when it was.</param>
/// <param name="Differences">What differs, a line each: who, and what; empty when all agree.</param>
public sealed record Judgement(long Orders, string? Obstacle, IReadOnlyList<string> Differences)
{
    /// <summary>Whether it was small enough, and was compared.</summary>
    public bool IsCompared => Obstacle is null;
}
