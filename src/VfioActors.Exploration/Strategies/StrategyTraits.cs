namespace VfioActors.Exploration.Strategies;

/// <summary>What a strategy is like: the same from its making to its end.</summary>
/// <param name="Name">The name on the command line.</param>
public sealed record StrategyTraits(string Name)
{
    /// <summary>Whether it ends by itself when every order was tried, or stands for one that was.</summary>
    public bool IsExhaustive { get; init; }

    /// <summary>Whether it leaves out orders that come to the same by what it knows of the steps.</summary>
    public bool LeavesOrdersOut { get; init; }

    /// <summary>Whether it merges states, and so cannot judge claims about how a state was reached.</summary>
    public bool ForgetsHistory { get; init; }

    /// <summary>
    /// Whether it stands on every message being handled in the end, and so cannot be used with a bag, in which a
    /// message that would do nothing stays on its way.
    /// </summary>
    public bool NeedsEveryMessage { get; init; }

    /// <summary>
    /// Whether behaviours are to be asked at every step, even about what they did before: to see whether they are pure.
    /// </summary>
    public bool AsksAlways { get; init; }
}
