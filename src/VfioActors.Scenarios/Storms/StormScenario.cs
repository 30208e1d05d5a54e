using System.Globalization;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Properties;
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

    /// <summary>The parameter that says how many machines there are.</summary>
    public const string MachinesName = "machines";

    /// <summary>The names in a mix, whether they are known or not.</summary>
    public static IReadOnlyList<string> OperationsIn(string mix) => StormMix.NamesIn(mix);

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters =>
    [
        ScenarioParameter.Number("clients", "how many clients", 2, 1, 100_000),
        ScenarioParameter.Number("operations", "how many each begins before it heals; 0 until the host says", 2, 0,
            1_000_000_000),
        ScenarioParameter.Number("asks", "1 when the host may say so before, after each burst", 0, 0, 1),
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
        [.. Parts.SelectMany(part => part.Parameters), StormSubsystem.Failures, Machines];

    private static ScenarioParameter Machines { get; } = ScenarioParameter.Number(
        MachinesName, "how many machines, each with as many of all these", 1, 1, 64);

    /// <summary>
    /// The parts, those of the last subsystem first: that is the order of the actors in storms that were recorded.
    /// </summary>
    private IReadOnlyList<StormSubsystem> Parts { get; } =
        [.. subsystems.Reverse().Select(one => one.Storm).OfType<StormSubsystem>()];

    /// <summary>The machines of a storm, which have no actor in common.</summary>
    /// <param name="topology">The actors of the storm.</param>
    /// <param name="arguments">With what it was built.</param>
    public static IReadOnlyList<StormMachine> MachinesOf(Topology topology, ScenarioArguments arguments)
    {
        var count = int.Parse(arguments.ValueOf(MachinesName), CultureInfo.InvariantCulture);
        var clients = int.Parse(arguments.ValueOf("clients"), CultureInfo.InvariantCulture);
        var each = (topology.Count - clients) / count;
        return [.. Enumerable.Range(0, count).Select(number => new StormMachine(
            StormMachine.NameOf(number), new(1 + (number * each)), new((number + 1) * each)))];
    }

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        var machines = AddActors(builder, (long)builder.Number("clients") * builder.Number("window"));
        var workloads = machines.SelectMany(machine => machine).SelectMany(actors => actors.Workloads);
        var mix = StormMix.Choose(builder.Word(MixName), [.. workloads], Parts);
        List<ActorId> clients = [];
        for (var client = 0; client < builder.Number("clients"); client++)
        {
            clients.Add(builder.Add($"CPU{client}", new StormClientBehavior(OptionsOf(builder, client, mix))));
        }

        builder.Claim(ClaimsOf(machines, clients, mix));
    }

    /// <summary>Adds the actors beside the clients.</summary>
    /// <returns>The parts of each machine.</returns>
    internal IReadOnlyList<IReadOnlyList<StormActors>> AddActors(ScenarioBuilder builder, long inFlight)
    {
        var count = builder.Number(MachinesName);
        if (count == 1) { return [[.. Parts.Select(part => part.Join(builder, inFlight))]]; }
        List<IReadOnlyList<StormActors>> machines = [];
        for (var number = 0; number < count; number++)
        {
            var (first, claimed) = (builder.Topology.Next, builder.Properties.Count);
            builder.Prefix = $"{StormMachine.NameOf(number)}-";
            IReadOnlyList<StormActors> joined = [.. Parts.Select(part => part.Join(builder, inFlight))];
            builder.Prefix = "";
            StormMachine machine = new(StormMachine.NameOf(number), first, new(builder.Topology.Count));

            // What is claimed of clients, who have all machines, is claimed once, with the first.
            var clients = number == 0 ? builder.Topology.Count * count : int.MaxValue;
            bool IsAmong(ActorId actor) => machine.Has(actor) || actor.Value > clients;
            foreach (var claim in builder.Properties.Skip(claimed)) { Restrict(claim, IsAmong); }
            machines.Add([.. joined.Select(actors => Restricted(actors, IsAmong))]);
        }

        return machines;
    }

    /// <summary>What the parts of all machines claim.</summary>
    internal static IEnumerable<Property> ClaimsOf(
        IReadOnlyList<IReadOnlyList<StormActors>> machines,
        IReadOnlyList<ActorId> clients,
        IReadOnlyList<(StormWorkload Workload, int Share)> mix) =>
        machines.SelectMany(machine => machine).SelectMany(
            actors => actors.Claims(clients, name => PlaceIn(mix, actors.Workloads, name)));

    private static StormActors Restricted(StormActors actors, Func<ActorId, bool> isAmong) => actors with
    {
        Claims = (clients, placeOf) =>
        {
            List<Property> claims = [.. actors.Claims(clients, placeOf)];
            foreach (var claim in claims) { Restrict(claim, isAmong); }
            return claims;
        },
    };

    private static void Restrict(Property claim, Func<ActorId, bool> isAmong)
    {
        if (claim is ActorProperty one) { one.Among = isAmong; }
    }

    /// <summary>The place of a part's own workload in a mix; -1 when it is not in it.</summary>
    private static int PlaceIn(
        IReadOnlyList<(StormWorkload Workload, int Share)> mix,
        IReadOnlyList<(StormWorkload Workload, int Share)> own,
        string name)
    {
        for (var place = 0; place < mix.Count; place++)
        {
            var workload = mix[place].Workload;
            if (workload.Name == name && own.Any(one => one.Workload == workload)) { return place; }
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
            Asks = builder.Number("asks") == 1,
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
