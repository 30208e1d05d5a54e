using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Subsystems;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Scenarios.Storms;

/// <summary>
/// Clients that do what seeded dice say, then give everything back. The parameters say all: a storm of millions of
/// operations replays from them and the order of its steps.
/// </summary>
/// <param name="subsystems">All that there are; those that have a part in storms take part.</param>
public sealed class StormScenario(IReadOnlyList<Subsystem> subsystems) : Scenario
{
    /// <summary>The parameter that says what clients do.</summary>
    public const string MixName = "mix";

    /// <summary>Who takes part, in the order of the catalogue: the storm is listed with the first.</summary>
    public IReadOnlyList<Subsystem> Subsystems { get; } = [.. subsystems.Where(one => one.Storm is not null)];

    /// <inheritdoc/>
    public override string Name => "storm";

    /// <inheritdoc/>
    public override string Summary => "clients do what seeded dice say, and give everything back at the end";

    /// <inheritdoc/>
    public override string Subsystem => Subsystems[0].Name;

    /// <inheritdoc/>
    public override IReadOnlyList<Defect> Defects => [.. Subsystems.SelectMany(one => one.Switches)];

    /// <inheritdoc/>
    public override IReadOnlyList<Profile> Profiles => Subsystems[0].Profiles;

    /// <summary>How many things of which sorts there are, in the order of the catalogue.</summary>
    public IReadOnlyList<StormCount> Counts => [.. Subsystems.SelectMany(one => one.Storm!.Counts)];

    /// <summary>The names of all that clients can do.</summary>
    public IReadOnlyList<string> Operations => [.. Parts.SelectMany(part => part.Operations)];

    /// <summary>The names in a mix, whether they are known or not.</summary>
    public static IReadOnlyList<string> OperationsIn(string mix) => StormMix.NamesIn(mix);

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters =>
    [
        ScenarioParameter.Number("clients", "how many clients", 2, 1, 100_000),
        ScenarioParameter.Number("operations", "how many each begins before it heals; 0 until the host says", 2, 0,
            1_000_000_000),
        ScenarioParameter.Number("window", "how many each has in flight at most", 1, 1, 64),
        ScenarioParameter.Number("burst", "how many operations a burst has", 64, 1, 100_000),
        ScenarioParameter.Word("shape", "how the number in flight changes from burst to burst", "steady",
            "waves", "ramps"),
        ScenarioParameter.Number("deaths", "a process dies after one burst in so many; 0 for never", 0, 0, 1_000_000),
        ScenarioParameter.Text(MixName, "what clients do", "attach", StormMix.FormOf(Operations)),
        ScenarioParameter.Number("seed", "where the dice start", 1, 0, int.MaxValue),
        .. PartParameters,
    ];

    /// <summary>What can be set of the actors beside the clients.</summary>
    internal IEnumerable<ScenarioParameter> PartParameters =>
        Parts.SelectMany(part => part.Parameters).Append(StormSubsystem.Failures);

    /// <summary>
    /// The parts, those of the last subsystem first: that is the order of the actors in storms that were recorded.
    /// </summary>
    private IReadOnlyList<StormSubsystem> Parts { get; } =
        [.. subsystems.Reverse().Select(one => one.Storm).OfType<StormSubsystem>()];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        var actorSets = AddActors(builder, (long)builder.Number("clients") * builder.Number("window"));
        var mix = StormMix.Choose(builder.Word(MixName), [.. actorSets.SelectMany(actors => actors.Workloads)], Parts);
        List<ActorId> clients = [];
        for (var client = 0; client < builder.Number("clients"); client++)
        {
            clients.Add(builder.Add($"CPU{client}", new StormClientBehavior(OptionsOf(builder, client, mix))));
        }

        foreach (var actors in actorSets) { builder.Claim(actors.Claims(clients, name => PlaceIn(mix, name))); }
    }

    /// <summary>Adds the actors beside the clients.</summary>
    internal IReadOnlyList<StormActors> AddActors(ScenarioBuilder builder, long inFlight) =>
        [.. Parts.Select(part => part.Join(builder, inFlight))];

    /// <summary>The place of a workload in a mix; -1 when it is not in it.</summary>
    internal static int PlaceIn(IReadOnlyList<(StormWorkload Workload, int Share)> mix, string name)
    {
        for (var place = 0; place < mix.Count; place++)
        {
            if (mix[place].Workload.Name == name) { return place; }
        }

        return -1;
    }

    private static StormClientOptions OptionsOf(
        ScenarioBuilder builder, int client, IReadOnlyList<(StormWorkload Workload, int Share)> mix) => new()
        {
            Client = client,
            Clients = builder.Number("clients"),
            Mix = mix,
            Seed = builder.Number("seed"),
            Operations = builder.Number("operations"),
            Window = builder.Number("window"),
            Burst = builder.Number("burst"),
            Shape = builder.Word("shape") switch
            {
                "waves" => StormShape.Waves,
                "ramps" => StormShape.Ramps,
                _ => StormShape.Steady,
            },
            DiesOnceIn = builder.Number("deaths"),
            HeldMax = Math.Max(32, builder.Number("window")),
        };
}
