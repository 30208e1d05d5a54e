using VfioActors.Cli.Explorations.Failures;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration;
using VfioActors.Exploration.FailNth;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Refusals;

namespace VfioActors.Cli.Explorations;

/// <summary>
/// <c>explore --fail-nth</c>: refuses each point in turn; then makes small what broke at each of them.
/// </summary>
internal sealed class FailNthRun(Terminal terminal, ExplorePipeline pipeline)
{
    /// <summary>Explores, and tells what came of it.</summary>
    public ExplorationOutcome Explore(ExplorationRequest request, bool json)
    {
        var report = pipeline.FailNth(request);
        var whole = report.Whole;
        SearchReport search = new(whole, report.Unrefused.Reason);
        FailNthPage page = new(terminal);
        if (!json) { page.Verdict(request, report, search); }
        var outcome = Investigated(request, report, search);
        if (json) { Json.Write(terminal.Output, ExplorationDocument.Of(outcome)); }
        else { new ExplorationPage(terminal).After(outcome); }
        foreach (var problem in outcome.Problems) { terminal.Complain(problem); }
        return outcome;
    }

    private ExplorationOutcome Investigated(ExplorationRequest request, FailNthReport report, SearchReport search)
    {
        using var bound = pipeline.BoundOf(request);
        var plain = pipeline.Investigate(request, report.Unrefused, bound, Under(RefusalPlan.Nothing));
        List<string> problems = [.. plain.Problems];
        List<IReadOnlyList<FailureDocument>> failures = [];
        foreach (var point in report.Points)
        {
            if (point.Search is not { Report.Failures.Count: > 0 } broken)
            {
                failures.Add([]);
                continue;
            }

            var found = pipeline.Investigate(request, broken, bound, Under(RefusalPlan.Of(point.Named.Point)));
            var refused = FailNthPage.TextOf(point.Named);
            failures.Add([.. found.Failures.Select(failure => failure.Refusing(refused))]);
            problems.AddRange(found.Problems);
        }

        return new(request, search, [.. plain.Failures, .. failures.SelectMany(all => all)], plain.IsCut)
        {
            Problems = [.. problems.Distinct()],
            FailNth = new(report, failures),
        };
    }

    private static Func<Setup, Setup> Under(RefusalPlan plan) => setup => FailNthSearch.Under(setup, plan);
}
