using VfioActors.Exploration.Properties;

namespace VfioActors.Exploration.Strategies.Catalogs;

/// <summary>A strategy that can be asked for by its name.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Help">What it does and when to reach for it, in one line.</param>
/// <param name="Make">
/// Makes one, from the seed, for those that sample, and the properties, of which those that look at several actors
/// matter to reduction.
/// </param>
public sealed record StrategyEntry(string Name, string Help, Func<long, IReadOnlyList<Property>, IStrategy> Make)
{
    /// <summary>
    /// Makes one that leaves out runs with more preemptions than it is told; null when the strategy cannot.
    /// </summary>
    public Func<int, IStrategy>? MakeBounded { get; init; }
}
