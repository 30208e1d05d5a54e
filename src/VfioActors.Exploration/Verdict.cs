namespace VfioActors.Exploration;

/// <summary>The answer of an exploration.</summary>
public enum Verdict
{
    /// <summary>No order breaks a property: all were tried.</summary>
    Held,

    /// <summary>
    /// No order with at most so many preemptions as were asked for breaks a property: all of those were tried, and
    /// others were left out. How many is said by <see cref="ExplorationReport.CompleteUpTo"/>.
    /// </summary>
    HeldWithinBound,

    /// <summary>Some order breaks a property.</summary>
    Broken,

    /// <summary>A budget ran out before either was known. That is no pass.</summary>
    Inconclusive,
}
