using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Kernels;

namespace VfioActors.Scenarios.Storms;

/// <summary>
/// Clients that do what seeded dice say, then give everything back. The parameters say all: a storm of millions of
/// operations replays from them and the order of its steps.
/// </summary>
public sealed class StormScenario : Scenario
{
    /// <summary>What takes part.</summary>
    internal static IReadOnlyList<StormSubsystem> Subsystems { get; } =
        [new Type1StormSubsystem(), new AuxStormSubsystem()];

    /// <inheritdoc/>
    public override string Name => "storm";

    /// <inheritdoc/>
    public override string Summary => "clients do what seeded dice say, and give everything back at the end";

    /// <inheritdoc/>
    public override string SeedSystem => "aux";

    /// <inheritdoc/>
    public override IReadOnlyList<Defect> Defects =>
        [.. AuxDomainDefects.All.Concat(Type1Defects.All).Where(defect => defect.WithoutSwitch is null)];

    /// <inheritdoc/>
    public override IReadOnlyList<Profile> Profiles => AuxDomainProfiles.All;

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
        ScenarioParameter.Word("mix", "what clients do", ["attach", "all", .. OtherMixes]),
        ScenarioParameter.Number("seed", "where the dice start", 1, 0, int.MaxValue),
        .. Subsystems.SelectMany(subsystem => subsystem.Parameters),
    ];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        var inFlight = (long)builder.Number("clients") * builder.Number("window");
        List<StormActors> actorSets = [.. Subsystems.Select(subsystem => subsystem.Build(builder, inFlight))];
        var wanted = builder.Word("mix");
        List<(StormWorkload Workload, int Share)> mix =
        [
            .. actorSets.SelectMany(actors => actors.Workloads)
                .Where(one => wanted == "all" || wanted.Split('+').Contains(one.Workload.Name)),
        ];
        if (mix.Count == 0)
        {
            throw new ArgumentException($"nobody can do '{wanted}' without containers: say how many, --containers 4");
        }

        List<ActorId> clients = [];
        for (var client = 0; client < builder.Number("clients"); client++)
        {
            clients.Add(builder.Add($"CPU{client}", new StormClientBehavior(OptionsOf(builder, client, mix))));
        }

        int PlaceOf(string name) => mix.FindIndex(one => one.Workload.Name == name);
        foreach (var actors in actorSets) { builder.Claim(actors.Claims(clients, PlaceOf)); }
    }

    private static string[] OtherMixes =>
    [
        "attach+dma", "attach+getpasid", "attach+map", "attach+dma+map", "dmamap+pin", "dmamap+pin+dmarw+dirtylog",
        "dmamap+pin+group", "dmamap+pin+dmarw+dirtylog+group",
    ];

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
