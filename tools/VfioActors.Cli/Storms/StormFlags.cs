using System.CommandLine;
using VfioActors.Cli.Commands;
using VfioActors.Cli.Inputs;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios.Storms;
using VfioActors.Storm;
using VfioActors.Vfio.Defects;

namespace VfioActors.Cli.Storms;

/// <summary>The flags that say what kind of storm.</summary>
internal sealed class StormFlags
{
    private static readonly StormScenario Scenario = new();
    private static readonly StormOptions Usual = new();

    private readonly Option<string?> _clients = Number("--clients", $"how many clients; {Usual.Clients} when not said");
    private readonly Option<string?> _devices = Number("--devices", $"how many devices; {Usual.Devices} when not said");
    private readonly Option<string?> _domains =
        Number("--domains", $"how many aux-domains; {Usual.Domains} when not said");
    private readonly Option<string?> _containers =
        Number("--containers", "how many type1 containers, all on one memory; none when not said");
    private readonly Option<string?> _duration = SharedOptions.Text(
        "--duration", "SECONDS", $"how long it hurts before it heals; {Usual.Duration.TotalSeconds} when not said");
    private readonly Option<string?> _operations =
        Number("--operations", "end after so many operations of each client, whatever the duration");
    private readonly Option<string?> _window =
        Number("--window", $"how many operations a client has in flight; {Usual.Window} when not said");
    private readonly Option<string?> _faults =
        SharedOptions.Text("--faults", "RATE", "how often an allocation fails, from 0 to 1; 0 when not said");
    private readonly Option<string?> _seed = Number("--seed", "where the dice start; 1 when not said");
    private readonly Option<string?> _mix =
        SharedOptions.Text("--mix", "NAME", $"what clients do: {Words("mix")}; {Usual.Mix} when not said");
    private readonly Option<string?> _shape = SharedOptions.Text(
        "--shape", "NAME", $"how bursts follow each other: {Words("shape")}; {Usual.Shape} when not said");
    private readonly Option<string[]> _defects =
        SharedOptions.Texts("--defect", "ID", "switch a defect on; again for more");
    private readonly Option<string?> _profile =
        SharedOptions.Text("--profile", "NAME", "switch on a whole set of defects, such as POSTED");

    /// <summary>Gives a command these flags.</summary>
    public void AddTo(Command command)
    {
        Option[] options =
        [
            _clients, _devices, _domains, _containers, _duration, _operations, _window, _faults, _seed, _mix, _shape,
            _defects, _profile,
        ];
        foreach (var option in options) { command.Add(option); }
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public StormOptions Read(ParseResult parsed)
    {
        var profile = parsed.GetValue(_profile) is { } set ? ArgumentText.Profile(Scenario, set) : null;
        string[] defects = [.. profile?.Defects ?? [], .. parsed.GetValue(_defects) ?? []];
        _ = ArgumentText.Read(Scenario, [], defects, Catalog.With(null));
        return Checked(new()
        {
            Clients = Bounded(parsed, _clients, "clients") ?? Usual.Clients,
            Devices = Bounded(parsed, _devices, "devices") ?? Usual.Devices,
            Domains = Bounded(parsed, _domains, "domains") ?? Usual.Domains,
            Containers = Bounded(parsed, _containers, "containers") ?? Usual.Containers,
            Window = Bounded(parsed, _window, "window") ?? Usual.Window,
            Operations = Bounded(parsed, _operations, "operations") ?? Usual.Operations,
            Seed = Bounded(parsed, _seed, "seed") ?? Usual.Seed,
            Duration = Numbers.Seconds("--duration", parsed.GetValue(_duration)) ?? Usual.Duration,
            FaultRate = Numbers.Share("--faults", parsed.GetValue(_faults)) ?? Usual.FaultRate,
            Mix = Word(parsed, _mix, "mix") ?? Usual.Mix,
            Shape = Word(parsed, _shape, "shape") ?? Usual.Shape,
            Defects = [.. defects.Select(id => id.ToUpperInvariant()).Distinct()],
        });
    }

    /// <summary>What fits one by one may not fit together.</summary>
    private static StormOptions Checked(StormOptions options)
    {
        var alone = options.Defects.FirstOrDefault(id => Type1Defects.All.Any(defect => defect.Id == id));
        if (options.Containers == 0 && alone is not null)
        {
            throw new UsageException($"{alone} is about type1 containers, of which there are none: add --containers N");
        }

        _ = Building.Of(Scenario, options.Arguments(Scenario), Delivery.Causal);
        return options;
    }

    private static Option<string?> Number(string name, string description) =>
        SharedOptions.Text(name, "N", description);

    private static string Words(string parameter) => ParameterOf(parameter).Accepts;

    private static Exploration.Scenarios.ScenarioParameter ParameterOf(string name) =>
        Scenario.Parameters.First(parameter => parameter.Name == name);

    private static int? Bounded(ParseResult parsed, Option<string?> option, string parameter)
    {
        var known = ParameterOf(parameter);
        return (int?)Numbers.Whole(option.Name, parsed.GetValue(option), known.Minimum, known.Maximum);
    }

    private static string? Word(ParseResult parsed, Option<string?> option, string parameter)
    {
        if (parsed.GetValue(option) is not { } word) { return null; }
        return ParameterOf(parameter).IsValue(word)
            ? word
            : throw new UsageException(
                Suggestions.Complaint($"{option.Name} has no", word, [.. ParameterOf(parameter).Words]));
    }
}
