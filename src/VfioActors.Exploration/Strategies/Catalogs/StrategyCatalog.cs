using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Strategies.Sampling;

namespace VfioActors.Exploration.Strategies.Catalogs;

/// <summary>The strategies that can be asked for. A new one is a class and an entry here.</summary>
public static class StrategyCatalog
{
    /// <summary>All of them, the exhaustive ones first.</summary>
    public static IReadOnlyList<StrategyEntry> All { get; } =
    [
        new("dpor", "one order of each equivalent set: complete where steps are mostly independent",
            (_, properties) => new DporStrategy(properties)),
        new("stateful", "goes on from each state once: complete where many orders lead to few states",
            (_, _) => new StatefulStrategy())
        {
            MakeBounded = most => new StatefulStrategy(most),
        },
        new("breadth", "each state once, the nearest first: what breaks something first has as few steps as can be",
            (_, _) => new BreadthFirstStrategy()),
        new("dfs", "every order: for small programs, and the measure of the others",
            (_, _) => new DfsStrategy())
        {
            MakeBounded = most => new DfsStrategy(counts: true, most),
        },
        new("random", "every enabled step alike: wide and shallow races", (seed, _) => new RandomStrategy(seed)),
        new("pct", "random priorities that change twice: races that need few steps at the right place",
            (seed, _) => new PctStrategy(seed)),
        new("pos", "random priorities drawn anew after each race: spreads over partial orders",
            (seed, _) => new PosStrategy(seed)),
        new("surw", "orders of the steps of one actor or operation, each alike: races that are about one of them",
            (seed, _) => new SurwStrategy(seed)),
        new("fest", "pct, every other run like one that showed something new: races behind what is rarely seen",
            (seed, _) => new FestStrategy(seed)),
        new(PortfolioStrategy.Word, "takes turns between the sampling ones: none of them is the best on every race",
            (seed, _) => PortfolioStrategy.Of(seed)),
        new(AdaptiveStrategy.Word, "each of the sampling ones, and the more often the more it shows that is new",
            (seed, _) => new AdaptiveStrategy(seed)),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(entry => entry.Name)];

    /// <summary>Those that sample: they never come to an end by themselves.</summary>
    public static IReadOnlyList<string> Sampling { get; } =
        [.. All.Where(entry => !entry.Make(0, []).Traits.IsExhaustive).Select(entry => entry.Name)];

    /// <summary>Those that sample and learn nothing from it: each run can be anybody's.</summary>
    public static IReadOnlyList<string> Independent { get; } =
        [.. Sampling.Where(name => !Make(name, 0, [])!.Traits.LearnsFromRuns)];

    /// <summary>Those that can bound the preemptions of runs.</summary>
    public static IReadOnlyList<string> Bounded { get; } =
        [.. All.Where(entry => entry.MakeBounded is not null).Select(entry => entry.Name)];

    /// <summary>Makes a strategy that bounds the preemptions of runs.</summary>
    /// <param name="most">How many a run may have.</param>
    /// <returns>Null when there is none of that name, or it cannot.</returns>
    public static IStrategy? MakeBounded(string name, int most) =>
        All.FirstOrDefault(entry => entry.Name == name)?.MakeBounded?.Invoke(most);

    /// <summary>Makes a strategy.</summary>
    /// <param name="seed">For those that sample.</param>
    /// <param name="properties">Those that look at several actors matter to reduction.</param>
    /// <returns>Null when there is none of that name.</returns>
    public static IStrategy? Make(string name, long seed, IReadOnlyList<Property> properties) =>
        All.FirstOrDefault(entry => entry.Name == name)?.Make(seed, properties);
}
