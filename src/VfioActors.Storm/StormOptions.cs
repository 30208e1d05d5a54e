using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Storms;
using VfioActors.Scenarios.Type1.Storms;

namespace VfioActors.Storm;

/// <summary>What kind of storm.</summary>
public sealed record StormOptions
{
    /// <summary>How many clients.</summary>
    public int Clients { get; init; } = 64;

    /// <summary>How many devices.</summary>
    public int Devices { get; init; } = 16;

    /// <summary>How many aux-domains.</summary>
    public int Domains { get; init; } = 16;

    /// <summary>How many type1 containers, all on one memory; 0 for none.</summary>
    public int Containers { get; init; }

    /// <summary>How many operations a client has in flight at most.</summary>
    public int Window { get; init; } = 2;

    /// <summary>How many operations each client does; 0 until <see cref="Duration"/> is over.</summary>
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

    /// <summary>The same as arguments of the scenario: what the header of a recording says.</summary>
    /// <exception cref="ArgumentException">Something is out of its bounds, or not known.</exception>
    public ScenarioArguments Arguments(StormScenario scenario) => ScenarioArguments.Of(
        scenario,
        [
            ("clients", Text(Clients)), ("devices", Text(Devices)), ("domains", Text(Domains)),
            (Type1StormSubsystem.Containers, Text(Containers)),
            ("window", Text(Window)), ("operations", Text(Operations)), ("seed", Text(Seed)),
            ("mix", Mix), ("shape", Shape), ("deaths", Text(DiesOnceIn)), ("failures", FaultRate > 0 ? "1" : "0"),
        ],
        Defects);

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
