using System.CommandLine;
using System.Globalization;
using VfioActors.Cli.Explorations.Failures;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;
using VfioActors.Exploration;
using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Races.Files;

namespace VfioActors.Cli.Explorations;

/// <summary>The flags that say what to explore, and how.</summary>
internal sealed class ExplorationFlags
{
    /// <summary>The greatest number of <c>--workers</c>.</summary>
    public const int WorkersMax = 256;

    /// <summary>How many runs a sampling strategy makes when neither runs nor time is bounded.</summary>
    private const long RunsOfSampling = 100_000;

    private const long Megabyte = 1 << 20;
    private const long MegabytesMax = 1 << 24;
    private static readonly string[] AtMemories = ["end", "bitstate"];
    private static readonly string[] Deliveries = [.. DeliveryNames.All];

    private readonly Argument<string?> _scenario = new("SCENARIO")
    {
        Description = "what to explore; 'list scenarios' names them",
        Arity = ArgumentArity.ZeroOrOne,
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
    private readonly Option<string?> _time = SharedOptions.Text("--time", "SECONDS", SharedOptions.TimeOfSearch);
    private readonly Option<string?> _memory = SharedOptions.Text(
        "--memory", "MEGABYTES", "stop when so much is held; what is left is then said in numbers");
    private readonly Option<string?> _atMemory = SharedOptions.Text(
        "--at-memory",
        "WHAT",
        "end|bitstate: what to do when --memory is held; end when not said. bitstate goes on, and keeps of each state "
            + "that it meets from then on three bits, in a quarter of the memory: some are taken for others, and it "
            + "says which share was not; by stateful, on one thread");
    private readonly Option<string?> _scratch = SharedOptions.Text(
        "--scratch",
        "DIR",
        "with --strategy breadth: where the states that wait are kept, once they are more than an eighth of --memory "
            + "holds, or 256 MB; the system's folder for temporary files when not said; nothing stays behind");
    private readonly Option<string?> _seed =
        SharedOptions.Text("--seed", "N", "where random numbers start; 1 when not said");
    private readonly Option<string?> _preemptions = SharedOptions.Preemptions();

    private readonly Option<bool> _symmetry = new("--symmetry")
    {
        Description = "take for one all states that differ only in which of several equal things is which, where the "
            + "scenario says what is equal; it is tried first, and counts are of orbits; by stateful or breadth. With "
            + "dpor equal ones begin one after the other, and there are fewer runs",
    };

    private readonly Option<bool> _failNth = new("--fail-nth")
    {
        Description = "refuse every point where the model may refuse in turn, each in all orders of whatever runs "
            + "beside it, and say of each point whether the claims hold; runs and memory bound each search, the time "
            + "all of them",
    };

    private readonly Option<string?> _workers =
        SharedOptions.Text(
            "--workers", "N", "how many threads share a search of dpor, stateful or dfs, or the runs of a sample, but "
                + "not those of fest and adaptive, which learn from them; usually 1");
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

    private readonly CheckpointFlags _checkpoints = new();

    /// <summary>Gives a command these flags.</summary>
    public void AddTo(Command command)
    {
        command.Add(_scenario);
        command.Validators.Add(result =>
        {
            var isSaid = result.GetResult(_scenario) is { Tokens.Count: > 0 };
            if (isSaid || _checkpoints.SaysWhat(option => result.GetResult(option) is not null)) { return; }
            result.AddError(ParseComplaint.Needs(command, _scenario));
        });
        Option[] options =
        [
            _defects, _profile, _strategy, _delivery, _losses, _repeats, _runs, _time, _memory, _atMemory, _scratch,
            _seed, _preemptions, _symmetry, _failNth, _workers, _parameters, _stopsRuns, _show, _limit,
        ];
        foreach (var option in options) { command.Add(option); }
        _checkpoints.AddTo(command);
    }

    /// <summary>Where the search that was asked for is kept when it is ended early.</summary>
    /// <param name="assembly">The user's assembly that going on needs too.</param>
    /// <exception cref="UsageException">It cannot be kept, or not there.</exception>
    public CheckpointStore Store(ParseResult parsed, ExplorationRequest request, string? assembly) =>
        request.Cluster is not null && _checkpoints.AreWanted(parsed)
            ? throw new UsageException("--checkpoint keeps the search of one process: leave out --nodes and --cluster")
            : _checkpoints.Store(parsed, request.Scenario, request.Options.From, assembly);

    /// <summary>What cannot be had while each point is refused in turn.</summary>
    private void RefuseWith(bool failNth, ParseResult parsed, Checkpoint? from)
    {
        if (!failNth) { return; }
        if (parsed.GetValue(_symmetry))
        {
            throw new UsageException("--fail-nth refuses something to one client: with --symmetry all would be equal");
        }

        if (from is not null || _checkpoints.AreWanted(parsed))
        {
            throw new UsageException("--fail-nth is a search for each point, of which none is kept: leave out "
                + (from is null ? "--checkpoint" : "--resume"));
        }
    }

    /// <summary>What was asked for. What is not said is as in the checkpoint from which it goes on.</summary>
    /// <exception cref="UsageException">It makes no sense.</exception>
    /// <exception cref="CheckpointException">It cannot go on from there.</exception>
    public ExplorationRequest Read(ParseResult parsed, Catalog catalog)
    {
        var from = _checkpoints.From(parsed);
        var kept = from?.Header;
        var scenario = from is null ? catalog.Find(parsed.GetValue(_scenario)!)
            : catalog.FindFor(from.Path, parsed.GetValue(_scenario) ?? from.Header.Scenario);
        var profile = parsed.GetValue(_profile) is { } set ? ArgumentText.Profile(scenario, set) : null;
        string[] said = [.. profile?.Defects ?? [], .. parsed.GetValue(_defects) ?? []];
        var strategy = parsed.GetValue(_strategy) ?? (kept is { IsChosen: false } ? kept.Strategy : null);
        if (strategy is not null && !StrategyCatalog.Names.Contains(strategy))
        {
            throw new UsageException(Suggestions.Complaint("no strategy", strategy, [.. StrategyCatalog.Names]));
        }

        var usual = scenario is RaceScenario ? DeliveryNames.NameOf(Delivery.Pair) : Deliveries[0];
        var name = parsed.GetValue(_delivery) ?? kept?.Delivery ?? usual;
        var delivery = DeliveryNames.Find(name)
            ?? throw new UsageException(Suggestions.Complaint("no delivery model", name, Deliveries));
        var failNth = parsed.GetValue(_failNth);
        RefuseWith(failNth, parsed, from);
        if (from is not null && said.Length == 0) { CheckDefects(from, scenario, catalog); }
        IReadOnlyList<string> defects = said.Length > 0 ? said : kept?.Defects ?? [];
        var arguments = ArgumentText.Read(scenario, Parameters(parsed, scenario, kept), defects, catalog)
            .Asking(failNth);
        return new(scenario, arguments, delivery, strategy, profile?.Name, Options(parsed, strategy, kept) with
        {
            Keeps = !failNth && UnfinishedSearch.Obstacle(scenario) is null,
            From = from,
        })
        {
            Faults = Faults(parsed, delivery, kept),
            FailNth = failNth,
            Failures = Failures(parsed),
            Hints = [.. WhereShown.Hints(scenario, arguments, catalog)],
        };
    }

    private static void CheckDefects(Checkpoint from, Scenario scenario, Catalog catalog)
    {
        try
        {
            ArgumentText.Read(scenario, [], from.Header.Defects, catalog);
        }
        catch (UsageException failure)
        {
            throw CheckpointFlags.Wrong(from, failure.Message);
        }
    }

    /// <summary>Those that are said, and from the checkpoint those others that the scenario still has.</summary>
    private IReadOnlyList<string> Parameters(ParseResult parsed, Scenario scenario, CheckpointHeader? kept)
    {
        var said = parsed.GetValue(_parameters) ?? [];
        var names = said.Select(one => one.Split('=', 2)[0]).ToList();
        var others = from value in kept?.Parameters ?? []
                     where !names.Contains(value.Key)
                     where scenario.Parameters.Any(one => one.Name == value.Key && one.IsValue(value.Value))
                     select $"{value.Key}={value.Value}";
        return [.. said, .. others];
    }

    private static bool Samples(string? strategy) =>
        strategy is not null && StrategyCatalog.Sampling.Contains(strategy);

    private BagFaults Faults(ParseResult parsed, Delivery delivery, CheckpointHeader? kept)
    {
        BagFaults faults = new(
            (int)(Numbers.Whole("--losses", Said(parsed, _losses, kept?.Losses), 0, BagFaults.Most) ?? 0),
            (int)(Numbers.Whole("--repeats", Said(parsed, _repeats, kept?.Repeats), 0, BagFaults.Most) ?? 0));
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

    private ExplorationOptions Options(ParseResult parsed, string? strategy, CheckpointHeader? kept)
    {
        var time = Numbers.Seconds("--time", parsed.GetValue(_time));
        return new()
        {
            Runs = Numbers.Whole("--runs", parsed.GetValue(_runs), minimum: 1) ?? Runs(strategy, time, kept),
            Time = time,
            Memory = Numbers.Whole("--memory", parsed.GetValue(_memory), 1, MegabytesMax) * Megabyte,
            AtMemory = AtTheEndOfMemory(parsed),
            Scratch = ScratchFolder(parsed, strategy),
            Seed = Numbers.Whole("--seed", Said(parsed, _seed, kept?.Seed), long.MinValue) ?? 1,
            Preemptions = SharedOptions.PreemptionsOf(Said(parsed, _preemptions, kept?.Preemptions)),
            Symmetry = parsed.GetValue(_symmetry) || kept is { Symmetry: true },
            Workers = (int)(Numbers.Whole("--workers", Said(parsed, _workers, kept?.Workers), 1, WorkersMax) ?? 1),
            StopsRuns = parsed.GetValue(_stopsRuns) || kept is { StopsRuns: true },
        };
    }

    /// <summary>
    /// The bound on runs when none is said. One that was not reached stays; sampling never ends by itself.
    /// </summary>
    private static long? Runs(string? strategy, TimeSpan? time, CheckpointHeader? kept) =>
        kept is { IsChosen: false, RunsMax: { } most } && kept.Runs < most ? most
            : time is null && Samples(strategy) ? (kept?.Runs ?? 0) + RunsOfSampling
            : null;

    /// <summary>Complains before any work is done.</summary>
    private string? ScratchFolder(ParseResult parsed, string? strategy)
    {
        if (parsed.GetValue(_scratch) is not { } folder) { return null; }
        if (strategy != "breadth")
        {
            throw new UsageException("--scratch is for the states that wait in --strategy breadth: others keep none");
        }

        if (!Directory.Exists(folder)) { throw new UsageException($"--scratch: there is no folder {folder}"); }
        return WholeFile.WhyNotIn(folder) is { } why
            ? throw new UsageException($"--scratch: nothing can be written to {folder}: {why}")
            : folder;
    }

    private AtMemory AtTheEndOfMemory(ParseResult parsed)
    {
        if (parsed.GetValue(_atMemory) is not { } said) { return AtMemory.End; }
        if (!AtMemories.Contains(said)) { throw new UsageException(Suggestions.Complaint("no end", said, AtMemories)); }
        if (parsed.GetValue(_memory) is null)
        {
            throw new UsageException("--at-memory says what to do when --memory is held: say how much that is");
        }

        if (said == AtMemories[0]) { return AtMemory.End; }
        var refuses = parsed.GetValue(_failNth) ? "--fail-nth searches under many plans, each to its end"
            : _checkpoints.AreWanted(parsed) ? "--checkpoint keeps states, and bits are none"
            : null;
        return refuses is null ? AtMemory.Bitstate : throw new UsageException($"--at-memory bitstate: {refuses}");
    }

    /// <summary>What is said, else what the checkpoint has.</summary>
    private static string? Said(ParseResult parsed, Option<string?> option, long? kept) =>
        parsed.GetValue(option) ?? kept?.ToString(CultureInfo.InvariantCulture);
}
