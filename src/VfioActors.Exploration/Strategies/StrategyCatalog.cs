using VfioActors.Exploration.Properties;

namespace VfioActors.Exploration.Strategies;

/// <summary>The strategies by their names on the command line.</summary>
public static class StrategyCatalog
{
    /// <summary>The names, the exhaustive ones first.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["dpor", "stateful", "dfs", "random", "pct", "pos", "portfolio"];

    /// <summary>Makes a strategy.</summary>
    /// <param name="seed">For those that sample.</param>
    /// <param name="properties">Those that look at several actors matter to reduction.</param>
    /// <returns>Null when there is none of that name.</returns>
    public static IStrategy? Make(string name, long seed, IReadOnlyList<Property> properties) => name switch
    {
        "dpor" => new DporStrategy(properties),
        "stateful" => new StatefulStrategy(),
        "dfs" => new DfsStrategy(),
        "random" => new RandomStrategy(seed),
        "pct" => new PctStrategy(seed),
        "pos" => new PosStrategy(seed),
        "portfolio" => PortfolioStrategy.Of(seed),
        _ => null,
    };
}
