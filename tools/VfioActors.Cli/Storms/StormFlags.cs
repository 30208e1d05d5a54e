using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;
using VfioActors.Scenarios.Storms;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Storm;

namespace VfioActors.Cli.Storms;

/// <summary>The flags that say what kind of storm.</summary>
internal sealed class StormFlags
{
    private static readonly StormScenario Scenario = ScenarioCatalog.Storm;
    private static readonly StormOptions Usual = new();

    private readonly Option<string?> _clients = Number("--clients", $"how many clients; {Usual.Clients} when not said");
    private readonly IReadOnlyList<(string Name, Option<string?> Flag)> _counts =
        [.. Scenario.Counts.Select(count => (count.Name, Number($"--{count.Name}", Said(count))))];
    private readonly Option<string?> _machines = Number(
        "--machines", "how many machines, each with all of these; 1 when not said, or one for each of --nodes");
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
            _clients, .. _counts.Select(count => count.Flag), _machines, _duration, _operations, _window, _faults,
            _seed, _mix, _shape, _defects, _profile,
        ];
        foreach (var option in options) { command.Add(option); }
    }

    /// <summary>What was asked for.</summary>
    /// <param name="machines">How many machines there are when nothing is said of them.</param>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public StormOptions Read(ParseResult parsed, int machines)
    {
        var profile = parsed.GetValue(_profile) is { } set ? ArgumentText.Profile(Scenario, set) : null;
        string[] defects = [.. profile?.Defects ?? [], .. parsed.GetValue(_defects) ?? []];
        _ = ArgumentText.Read(Scenario, [], defects, Catalog.With(null));
        return Checked(new()
        {
            Clients = Bounded(parsed, _clients, "clients") ?? Usual.Clients,
            Counts = CountsIn(parsed),
            Machines = Bounded(parsed, _machines, StormScenario.MachinesName) ?? machines,
            Window = Bounded(parsed, _window, "window") ?? Usual.Window,
            Operations = Bounded(parsed, _operations, "operations", least: 1) ?? Usual.Operations,
            Seed = Bounded(parsed, _seed, "seed") ?? Usual.Seed,
            Duration = Numbers.Seconds("--duration", parsed.GetValue(_duration)) ?? Usual.Duration,
            FaultRate = Numbers.Share("--faults", parsed.GetValue(_faults)) ?? Usual.FaultRate,
            Mix = Mixed(parsed) ?? Usual.Mix,
            Shape = Word(parsed, _shape, "shape") ?? Usual.Shape,
            Defects = [.. defects.Select(id => id.ToUpperInvariant()).Distinct()],
        });
    }

    /// <summary>What fits one by one may not fit together.</summary>
    private static StormOptions Checked(StormOptions options)
    {
        foreach (var subsystem in Scenario.Subsystems)
        {
            var name = subsystem.Storm!.Counts[0].Name;
            var alone = options.Defects.FirstOrDefault(id => subsystem.Switches.Any(defect => defect.Id == id));
            if (options.CountOf(name) == 0 && alone is not null)
            {
                throw new UsageException(
                    $"{alone} is about {subsystem.Name} {name}, of which there are none: add --{name} N");
            }
        }

        _ = Building.Of(Scenario, options.Arguments(Scenario), Delivery.Causal);
        return options;
    }

    private SortedDictionary<string, int> CountsIn(ParseResult parsed)
    {
        SortedDictionary<string, int> counts = [];
        foreach (var (name, flag) in _counts)
        {
            if (Bounded(parsed, flag, name) is { } count) { counts[name] = count; }
        }

        return counts;
    }

    private static string Said(StormCount count) =>
        $"{count.Summary}; {(count.Usual == 0 ? "none" : $"{count.Usual}")} when not said";

    private static Option<string?> Number(string name, string description) =>
        SharedOptions.Text(name, "N", description);

    private static string Words(string parameter) => ParameterOf(parameter).Accepts;

    private static Exploration.Scenarios.ScenarioParameter ParameterOf(string name) =>
        Scenario.Parameters.First(parameter => parameter.Name == name);

    /// <param name="least">The least that makes sense of what is said; a host may say less.</param>
    private static int? Bounded(ParseResult parsed, Option<string?> option, string parameter, long least = 0)
    {
        var known = ParameterOf(parameter);
        var minimum = Math.Max(known.Minimum, least);
        return (int?)Numbers.Whole(option.Name, parsed.GetValue(option), minimum, known.Maximum);
    }

    /// <summary>A mix is complained about by the first operation that nobody knows.</summary>
    private string? Mixed(ParseResult parsed)
    {
        if (parsed.GetValue(_mix) is not { } mix || ParameterOf(StormScenario.MixName).IsValue(mix))
        {
            return parsed.GetValue(_mix);
        }

        string[] known = [Usual.Mix, .. Scenario.Operations];
        var word = StormScenario.OperationsIn(mix).FirstOrDefault(name => !known.Contains(name)) ?? mix;
        throw new UsageException(Suggestions.Complaint($"{_mix.Name} has no", word, known));
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
