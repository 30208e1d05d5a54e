using System.Globalization;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios;
using VfioActors.Scenarios.Storms;

namespace VfioActors.Storm;

/// <summary>What kind of storm.</summary>
public sealed record StormOptions
{
    /// <summary>How many clients.</summary>
    public int Clients { get; init; } = 64;

    /// <summary>
    /// How many things of each sort there are, by the names of <see cref="StormScenario.Counts"/>; as many as usual of
    /// those that are not among them.
    /// </summary>
    public IReadOnlyDictionary<string, int> Counts { get; init; } = new SortedDictionary<string, int>();

    /// <summary>
    /// How many machines there are, each with as many things of each sort, and nothing in common but the clients.
    /// </summary>
    public int Machines { get; init; } = 1;

    /// <summary>How many operations a client has in flight at most.</summary>
    public int Window { get; init; } = 2;

    /// <summary>
    /// How many operations each client does, if <see cref="Duration"/> is not over before; 0 for as many as it can.
    /// </summary>
    public int Operations { get; init; }

    /// <summary>How long the storm hurts before it is told to heal.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often an allocation fails, from 0 to 1.</summary>
    public double FaultRate { get; init; }

    /// <summary>Where the dice start, from 0.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What clients do: a word that the scenario knows.</summary>
    public string Mix { get; init; } = "all";

    /// <summary>How the number in flight changes: a word that the scenario knows.</summary>
    public string Shape { get; init; } = "steady";

    /// <summary>A process dies after one burst in so many; 0 for never.</summary>
    public int DiesOnceIn { get; init; } = 64;

    /// <summary>The ids of the defects that are on.</summary>
    public IReadOnlyList<string> Defects { get; init; } = [];

    /// <summary>Whether to write down what each actor receives in which order, and to report it.</summary>
    public bool Records { get; init; }

    /// <summary>The file to write it to while the storm goes on, instead of reporting it; null for none.</summary>
    public string? RecordTo { get; init; }

    /// <summary>How long the storm may take to come to rest after it was told to.</summary>
    public TimeSpan RestLimit { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// How long clients go on to give back what is refused them while no operation of anybody succeeds. Then it counts
    /// as what will never be taken, such as a region that a defect has pinned: they leave it, and it is lost.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The same as arguments of the scenario: what the header of a recording says.</summary>
    /// <exception cref="ArgumentException">Something is out of its bounds, or not known.</exception>
    public ScenarioArguments Arguments(StormScenario scenario) => ScenarioArguments.Of(
        scenario,
        [
            ("clients", Text(Clients)),
            .. from name in scenario.Counts.Select(count => count.Name).Union(Counts.Keys)
               select (name, Text(CountOf(name))),
            (StormScenario.MachinesName, Text(Machines)),
            ("window", Text(Window)), ("operations", Text(Operations)), ("asks", "1"), ("seed", Text(Seed)),
            (StormScenario.MixName, Mix), ("shape", Shape), ("deaths", Text(DiesOnceIn)),
            ("failures", FaultRate > 0 ? "1" : "0"),
        ],
        Defects);

    /// <summary>The same with so many things of one sort.</summary>
    /// <param name="name">The sort, such as <c>devices</c>.</param>
    /// <param name="count">How many.</param>
    public StormOptions With(string name, int count) =>
        this with { Counts = new SortedDictionary<string, int>(Counts.ToDictionary()) { [name] = count } };

    /// <summary>How many things of a sort there are.</summary>
    /// <param name="name">The sort, such as <c>devices</c>.</param>
    public int CountOf(string name) => Counts.TryGetValue(name, out var count)
        ? count
        : ScenarioCatalog.Storm.Counts.First(known => known.Name == name).Usual;

    /// <summary>Looks whether there is all that there must be, and no time is less than none.</summary>
    /// <exception cref="ArgumentException">Something is missing, or less than it can be.</exception>
    internal void Check()
    {
        foreach (var (name, one) in ((string, object?)[])
            [(nameof(Counts), Counts), (nameof(Mix), Mix), (nameof(Shape), Shape), (nameof(Defects), Defects)])
        {
            if (one is null) { throw new ArgumentException($"{name} is null: leave it out for what is usual"); }
        }

        foreach (var (name, time) in ((string, TimeSpan)[])
            [(nameof(Duration), Duration), (nameof(RestLimit), RestLimit), (nameof(Patience), Patience)])
        {
            if (time < TimeSpan.Zero) { throw new ArgumentException($"{name} is {time}, accepted is no time or more"); }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
