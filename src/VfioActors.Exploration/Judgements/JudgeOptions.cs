using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Strategies.Sampling;

namespace VfioActors.Exploration.Judgements;

/// <summary>How far brute force goes, and whom it judges.</summary>
public sealed record JudgeOptions
{
    /// <summary>A program with more orders is too large for brute force: it is passed over and counted.</summary>
    public long OrdersMax { get; init; } = 300;

    /// <summary>How many runs each sampling strategy takes.</summary>
    public long Samples { get; init; } = 30;

    /// <summary>Where the random numbers of sampling strategies start.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Those that must find exactly what brute force finds.</summary>
    public IReadOnlyList<string> Exhaustive { get; init; } = ["dpor", "stateful", "breadth"];

    /// <summary>
    /// Those that must find nothing that brute force does not find: all that sample, but for the one that takes turns
    /// between the others.
    /// </summary>
    public IReadOnlyList<string> Sampling { get; init; } =
        [.. StrategyCatalog.Sampling.Where(name => name is not (PortfolioStrategy.Word or AdaptiveStrategy.Word))];

    /// <summary>Makes a strategy by its name, with a seed, for some claims; null when there is none.</summary>
    public Func<string, long, IReadOnlyList<Property>, IStrategy?> Make { get; init; } = StrategyCatalog.Make;
}
