using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Races.Files;

namespace VfioActors.Cli.Explorations;

/// <summary>The flags that say what to explore, and how.</summary>
internal sealed class ExplorationFlags
{
    /// <summary>How many runs a sampling strategy makes when neither runs nor time is bounded.</summary>
    private const long RunsOfSampling = 100_000;

    private const int WorkersMax = 256;
    private const long Megabyte = 1 << 20;
    private const long MegabytesMax = 1 << 24;
    private static readonly string[] Deliveries = [.. DeliveryNames.All];

    private readonly Argument<string> _scenario = new("SCENARIO")
    {
        Description = "what to explore; 'list scenarios' names them",
    };

    private readonly Option<string[]> _defects =
        SharedOptions.Texts("--defect", "ID", "switch a defect on; again for more");
    private readonly Option<string?> _profile =
        SharedOptions.Text("--profile", "NAME", "switch on a whole set of defects, such as POSTED");
    private readonly Option<string?> _strategy = SharedOptions.Text(
        "--strategy",
        "NAME",
        $"{string.Join('|', StrategyCatalog.Names)}; when not said, one is chosen and the reason given");

    private readonly Option<string?> _delivery =
        SharedOptions.Text("--delivery", "MODEL", $"{string.Join('|', Deliveries)}; causal when not said");
    private readonly Option<string?> _losses = SharedOptions.Text(
        "--losses", "N", "with --delivery bag: how many messages a run may lose; 0 when not said");
    private readonly Option<string?> _repeats = SharedOptions.Text(
        "--repeats", "N", "with --delivery bag: how many times a message may come again; 0 when not said");
    private readonly Option<string?> _runs =
        SharedOptions.Text("--runs", "N", $"stop after so many runs; {RunsOfSampling} when sampling without any bound");
    private readonly Option<string?> _time = SharedOptions.Text("--time", "SECONDS", "stop after so long");
    private readonly Option<string?> _memory = SharedOptions.Text(
        "--memory", "MEGABYTES", "stop when so much is held; what is left is then said in numbers");
    private readonly Option<string?> _seed =
        SharedOptions.Text("--seed", "N", "where random numbers start; 1 when not said");
    private readonly Option<string?> _preemptions = SharedOptions.Preemptions();

    private readonly Option<bool> _symmetry = new("--symmetry")
    {
        Description = "take for one all states that differ only in which of several equal things is which, where the "
            + "scenario says what is equal; it is tried first, and counts are of orbits; by stateful",
    };

    private readonly Option<bool> _failNth = new("--fail-nth")
    {
        Description = "refuse every point where the model may refuse in turn, each in all orders of whatever runs "
            + "beside it, and say of each point whether the claims hold; runs and memory bound each search, the time "
            + "all of them",
    };

    private readonly Option<string?> _workers =
        SharedOptions.Text(
            "--workers", "N", "how many threads share a search of stateful or dfs, or the runs of a sample; usually 1");
    private readonly Option<string[]> _parameters =
        SharedOptions.Texts("--param", "NAME=VALUE", "set a parameter of the scenario; again for more");
    private readonly Option<bool> _stopsRuns = new("--stop-at-first-violation")
    {
        Description = "end each run where it first breaks a property, instead of going on to its end",
    };

    private readonly Option<string?> _show =
        SharedOptions.Text("--show", "N", "of several failures show number N of the index alone");

    private readonly Option<string?> _limit = SharedOptions.Text(
        "--limit", "N", $"of several failures show the first N in full; {FailureChoice.UsualLimit} when not said");

    /// <summary>Gives a command these flags.</summary>
    public void AddTo(Command command)
    {
        command.Add(_scenario);
        Option[] options =
        [
            _defects, _profile, _strategy, _delivery, _losses, _repeats, _runs, _time, _memory, _seed, _preemptions,
            _symmetry, _failNth, _workers, _parameters, _stopsRuns, _show, _limit,
        ];
        foreach (var option in options) { command.Add(option); }
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public ExplorationRequest Read(ParseResult parsed, Catalog catalog)
    {
        var scenario = catalog.Find(parsed.GetValue(_scenario)!);
        var profile = parsed.GetValue(_profile) is { } set ? ArgumentText.Profile(scenario, set) : null;
        string[] defects = [.. profile?.Defects ?? [], .. parsed.GetValue(_defects) ?? []];
        var strategy = parsed.GetValue(_strategy);
        if (strategy is not null && !StrategyCatalog.Names.Contains(strategy))
        {
            throw new UsageException(Suggestions.Complaint("no strategy", strategy, [.. StrategyCatalog.Names]));
        }

        var usual = scenario is RaceScenario ? DeliveryNames.NameOf(Delivery.Pair) : Deliveries[0];
        var name = parsed.GetValue(_delivery) ?? usual;
        var delivery = DeliveryNames.Find(name)
            ?? throw new UsageException(Suggestions.Complaint("no delivery model", name, Deliveries));
        var failNth = parsed.GetValue(_failNth);
        if (failNth && parsed.GetValue(_symmetry))
        {
            throw new UsageException("--fail-nth refuses something to one client: with --symmetry all would be equal");
        }

        var arguments = ArgumentText.Read(scenario, parsed.GetValue(_parameters) ?? [], defects, catalog)
            .Asking(failNth);
        return new(scenario, arguments, delivery, strategy, profile?.Name, Options(parsed, strategy))
        {
            Faults = Faults(parsed, delivery),
            FailNth = failNth,
            Failures = Failures(parsed),
            Hints = [.. WhereShown.Hints(scenario, arguments, catalog)],
        };
    }

    private static bool Samples(string? strategy) =>
        strategy is not null && StrategyCatalog.Sampling.Contains(strategy);

    private BagFaults Faults(ParseResult parsed, Delivery delivery)
    {
        BagFaults faults = new(
            (int)(Numbers.Whole("--losses", parsed.GetValue(_losses), 0, BagFaults.Most) ?? 0),
            (int)(Numbers.Whole("--repeats", parsed.GetValue(_repeats), 0, BagFaults.Most) ?? 0));
        return delivery == Delivery.Bag || faults.IsNone
            ? faults
            : throw new UsageException("--losses and --repeats are of --delivery bag: "
                + $"{DeliveryNames.NameOf(delivery)} loses and repeats nothing");
    }

    private FailureChoice Failures(ParseResult parsed)
    {
        var show = (int?)Numbers.Whole("--show", parsed.GetValue(_show), 1, int.MaxValue);
        var limit = (int?)Numbers.Whole("--limit", parsed.GetValue(_limit), 0, int.MaxValue);
        return show is null || limit is null
            ? new(show, limit ?? FailureChoice.UsualLimit)
            : throw new UsageException("--show and --limit: one of them is enough, not both");
    }

    private ExplorationOptions Options(ParseResult parsed, string? strategy)
    {
        var runs = Numbers.Whole("--runs", parsed.GetValue(_runs), minimum: 1);
        var time = Numbers.Seconds("--time", parsed.GetValue(_time));
        return new()
        {
            Runs = runs ?? (time is null && Samples(strategy) ? RunsOfSampling : null),
            Time = time,
            Memory = Numbers.Whole("--memory", parsed.GetValue(_memory), 1, MegabytesMax) * Megabyte,
            Seed = Numbers.Whole("--seed", parsed.GetValue(_seed), long.MinValue) ?? 1,
            Preemptions = SharedOptions.PreemptionsOf(parsed.GetValue(_preemptions)),
            Symmetry = parsed.GetValue(_symmetry),
            Workers = (int)(Numbers.Whole("--workers", parsed.GetValue(_workers), 1, WorkersMax) ?? 1),
            StopsRuns = parsed.GetValue(_stopsRuns),
        };
    }
}
