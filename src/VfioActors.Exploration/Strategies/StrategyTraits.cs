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
    /// Whether what a run of a sample does depends on the runs before it, and not on its number and the seed alone:
    /// then nobody else can take some of them, and going on elsewhere takes what was learned.
    /// </summary>
    public bool LearnsFromRuns { get; init; }

    /// <summary>Whether one alone has to take all runs, unless he can give parts of the whole away.</summary>
    internal bool IsOfOne => IsExhaustive || LearnsFromRuns;

    /// <summary>
    /// Whether behaviours are to be asked at every step, even about what they did before: to see whether they are pure.
    /// </summary>
    public bool AsksAlways { get; init; }
}
