using VfioActors.Cli.Explorations.Failures;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;
using VfioActors.Cluster.Searches.Askers;
using VfioActors.Exploration;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.FailNth;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Races.Files;
using VfioActors.Races.Reports;

namespace VfioActors.Cli.Explorations;

/// <summary>
/// Explores what was asked for; then, when the verdict is known, makes small what broke and writes the traces.
/// </summary>
/// <param name="terminal">For progress.</param>
/// <param name="store">Where the traces go.</param>
/// <param name="quiet">Whether progress is not wanted.</param>
internal sealed class ExplorePipeline(Terminal terminal, TraceStore store, bool quiet)
{
    private readonly Lock _heading = new();
    private bool _isBegun;

    /// <summary>
    /// Said once, when a search is under way or over: what is refused is refused before anything is said.
    /// </summary>
    public Action? Begun { get; init; }

    /// <summary>What nodes did, once they have explored together; null otherwise.</summary>
    public ClusterSearchReport? Cluster { get; private set; }

    /// <summary>Explores.</summary>
    public SearchReport Explore(ExplorationRequest request) => Searched(request, options =>
    {
        if (request.Cluster is null)
        {
            return Search.Run(() => Made(request), request.Strategy, options, terminal.Cancellation);
        }

        Cluster = ClusterExploration.Explore(
            request, () => Made(request), options with { Keeps = false }, terminal.Cancellation);
        return Cluster.Search;
    });

    /// <summary>Refuses in turn what the model may refuse.</summary>
    public FailNthReport FailNth(ExplorationRequest request) => Searched(request, options =>
        FailNthSearch.Run(() => Made(request), request.Strategy, options, terminal.Cancellation));

    private T Searched<T>(ExplorationRequest request, Func<ExplorationOptions, T> search)
    {
        using ProgressLine progress = new(terminal, isWanted: !quiet);
        progress.Show("getting ready");
        var told = progress.Told;
        var options = request.Options with
        {
            Progress = Begun is null ? told : far =>
            {
                Begin();
                told?.Invoke(far);
            },
        };
        try
        {
            var found = Building.Guard(request.Scenario, () => search(options));
            Begin();
            return found;
        }
        catch (NotSupportedException failure)
        {
            var kept = request.Options.From is { } from ? $"{from.Path}: " : "";
            throw new UsageException(kept + (request.Strategy is { } strategy
                ? $"--strategy {strategy} cannot be used here: {failure.Message}" : failure.Message));
        }
    }

    private void Begin()
    {
        lock (_heading)
        {
            if (!_isBegun) { Begun?.Invoke(); }
            _isBegun = true;
        }
    }

    /// <summary>How long making small may take, from now on.</summary>
    public Deadline BoundOf(ExplorationRequest request) => new(terminal, request.TimeOfMinimizing);

    /// <summary>Makes small what broke. Whatever fails on the way, what was found comes out.</summary>
    public ExplorationOutcome Investigate(ExplorationRequest request, SearchReport search)
    {
        using var bound = BoundOf(request);
        return Investigate(request, search, bound, made => made);
    }

    /// <summary>The same for one of several searches, all of which one time bounds.</summary>
    /// <param name="bound">Ends it with what is known by then.</param>
    /// <param name="under">What was explored, where that is not the scenario as it was asked for.</param>
    public ExplorationOutcome Investigate(
        ExplorationRequest request, SearchReport search, Deadline bound, Func<Setup, Setup> under)
    {
        List<string> problems = [.. Cluster?.Problems ?? []];
        if (search.Report.EndedBy is { } thrown) { problems.Add($"the search ended early: {WordsFor(thrown)}"); }
        if (search.Report is { Verdict: Verdict.Broken, Doubt: { } doubt } report
            && (report.IsStuck || report.Obstacle is not null))
        {
            problems.Add($"the search ended early: {doubt}");
        }

        var known = Investigated(request, search, bound, under);
        problems.AddRange(known.Problems);
        var unreached = search.Report.Failures.Where(failure => failure.Property is Witness);
        var failures = SameBug.Merged(
        [
            .. known.Diagnoses.Select(one => FailureDocument.Put(InWordsOf(request.Scenario, one), store, problems))
                .Select(one => one with { SeenIn = request.Known.Find(one.Name) }),
            .. known.Bare.Concat(unreached).Select(FailureDocument.Bare),
        ]);
        return new(request, search, failures, terminal.Cancellation.IsCancellationRequested)
        {
            Problems = [.. problems.Distinct()],
            Cluster = Cluster,
        };

        string WordsFor(Exception failure) => failure is OutOfMemoryException ? "out of memory"
            : failure is IOException ? failure.Message
            : Building.IsOfHouse(request.Scenario) ? $"internal error, please report it: {failure}"
            : Thrown.Words(failure);
    }

    /// <summary>Of a race file why it broke is said in the lines and names of the file, in its trace too.</summary>
    private static Diagnosis InWordsOf(Scenario scenario, Diagnosis found)
    {
        if (scenario is not RaceScenario || found.Trace.Header.Violation is not { } violation) { return found; }
        var told = violation with { Why = RaceStory.Race(found.Trace) };
        return found with { Trace = found.Trace with { Header = found.Trace.Header with { Violation = told } } };
    }

    private InvestigationReport Investigated(
        ExplorationRequest request, SearchReport search, Deadline bound, Func<Setup, Setup> under)
    {
        var failures = search.Report.Failures.Where(failure => failure.Property is not Witness).ToList();
        if (failures.Count == 0) { return new([], [], []); }
        try
        {
            TraceOrigin origin = new(Product.Version, search.Strategy, request.Options.Seed);
            Investigation investigation = new(under(Made(request)), search.Report, origin);
            Investigate(investigation, bound.Terminal.Cancellation);
            return investigation.Known;
        }
        catch (UsageException failure)
        {
            return new([], failures, [failure.Message]);
        }
    }

    private void Investigate(Investigation investigation, CancellationToken end)
    {
        using ProgressLine progress = new(terminal, isWanted: !quiet);
        Aside.Run(() => investigation.Go(end), Look, end);

        void Look() => progress.Show(investigation.Done < investigation.Count
            ? $"making failure {investigation.Done + 1} of {investigation.Count} small"
            : "looking for what is hidden behind the defects that were found");
    }

    private static Setup Made(ExplorationRequest request) =>
        Building.Of(request.Scenario, request.Arguments, request.Delivery, request.Faults);
}
