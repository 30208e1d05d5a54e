using VfioActors.Cli.Explorations;
using VfioActors.Cli.Explorations.Failures;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;
using VfioActors.Exploration;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Cli.Races;

/// <summary>Checks race files.</summary>
/// <param name="terminal">For progress.</param>
/// <param name="store">Where traces go.</param>
/// <param name="quiet">For programs: no progress, and every failure is made small.</param>
internal sealed class RaceCheck(Terminal terminal, TraceStore store, bool quiet)
{
    /// <summary>How many steps states are merged for before the program chooses a strategy as usual.</summary>
    private const long StepsOfMerging = 3_000_000;

    private const string WhyMerging = "a small file has few states, and equal ones are looked at once";

    /// <summary>
    /// How many steps that has then: where runs are long, as of a timer that counts and arms itself, there is no end.
    /// </summary>
    private const long StepsOfRuns = 20_000_000;

    /// <summary>How many steps it is looked for what comes where rounds are not counted, if nobody asked.</summary>
    private const long StepsWithoutCounting = 500_000;

    /// <summary>
    /// Checks one variant. Where nothing broke, and the rounds of a loop were too many, the search goes on without
    /// counting them for a while: what it finds then is the answer, and otherwise that of the first one.
    /// </summary>
    /// <param name="defines">The switches that are on.</param>
    public RaceOutcome Run(RaceRequest request, IReadOnlyList<string> defines)
    {
        var first = RunOnce(request, defines);
        var left = request.Options.Time - TimeSpan.FromSeconds(first.Outcome.Report.Seconds);
        if (request.Rounds is not null || IsChosen(request) || first.Failures.Count > 0
            || !first.Outcome.Report.Complete || !first.Scenario.IsCutInLoops || left <= TimeSpan.Zero)
        {
            return first;
        }

        var again = RunOnce(
            request with
            {
                Rounds = 0,
                Strategy = "stateful",
                Options = request.Options with { Deliveries = StepsWithoutCounting, Time = left },
            },
            defines);
        return again.Verdict == Verdict.Inconclusive ? first : again;
    }

    /// <summary>Whether somebody said how it is to be searched.</summary>
    private static bool IsChosen(RaceRequest request) =>
        request.Strategy is not null || request.Options.Preemptions is not null || request.Options.Symmetry;

    private RaceOutcome RunOnce(RaceRequest request, IReadOnlyList<string> defines)
    {
        var scenario = RaceFiles.Load(request.Path);
        var arguments = ArgumentText.Read(scenario, [.. request.Parameters], defines, Catalog.With(null));
        ExplorationRequest exploration =
            new(scenario, arguments, Delivery.Pair, request.Strategy, null, request.Options);
        ExplorePipeline pipeline = new(terminal, store, quiet);
        var search = Searched(pipeline, exploration);
        return new(scenario, defines, Told(pipeline, exploration, search, request.Show)) { Rounds = request.Rounds };
    }

    /// <summary>Checks each set of switches that the file names.</summary>
    public IReadOnlyList<RaceOutcome> RunVariants(RaceRequest request) =>
        [.. RaceFiles.Load(request.Path).File.Variants.Select(names => Run(request, names))];

    /// <summary>
    /// Small files have few states: these are looked at first, unless somebody says otherwise. Merged states have no
    /// number of preemptions. Both searches have the time together.
    /// </summary>
    private static SearchReport Searched(ExplorePipeline pipeline, ExplorationRequest request)
    {
        if (request.Strategy is not null || request.Options.Preemptions is not null || request.Options.Symmetry)
        {
            return pipeline.Explore(request);
        }

        var merging = request with
        {
            Strategy = "stateful",
            Options = request.Options with { Deliveries = StepsOfMerging },
        };
        var merged = pipeline.Explore(merging);
        var left = request.Options.Time - TimeSpan.FromSeconds(merged.Report.Seconds);
        return merged.Report.Complete || merged.Report.Failures.Count > 0 || left <= TimeSpan.Zero
            ? merged with { Reason = WhyMerging }
            : pipeline.Explore(request with
            {
                Options = request.Options with
                {
                    Time = left,
                    Deliveries = request.Options.Deliveries ?? StepsOfRuns,
                },
            });
    }

    /// <summary>For people the failure that is shown is made small; of the others it is said what they are.</summary>
    private ExplorationOutcome Told(
        ExplorePipeline pipeline, ExplorationRequest request, SearchReport search, int show)
    {
        var failures = search.Report.Failures.DistinctBy(one => one.Property.Name).ToList();
        if (quiet || failures.Count <= 1) { return pipeline.Investigate(request, search); }
        var at = Math.Clamp(show, 1, failures.Count) - 1;
        var told = pipeline.Investigate(
            request, search with { Report = search.Report with { Failures = [failures[at]] } });
        return told with
        {
            Search = search,
            Failures =
            [
                .. failures.Take(at).Select(FailureDocument.Bare),
                .. told.Failures,
                .. failures.Skip(at + 1).Select(FailureDocument.Bare),
            ],
        };
    }
}
