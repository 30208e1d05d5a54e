using System.CommandLine;
using VfioActors.Cli.Explorations;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Reports;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;

namespace VfioActors.Cli.Commands;

/// <summary><c>explore</c>: tries the orders of a scenario, and shows what breaks it.</summary>
internal static class ExploreCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        var assembly = SharedOptions.Assembly();
        var folder = SharedOptions.Text("--out", "DIR", $"where traces go; {TraceStore.UsualFolder} when not said");
        var minimizing = SharedOptions.MinimizeTime(", --time when not said");
        var known = SharedOptions.Known();
        ExplorationFlags flags = new();
        ClusterFlags cluster = new();
        ReportFlags reports = new("the claims");
        Command command = new("explore", "Explores the orders of a scenario. Each property that breaks is shown as a "
            + "ladder, with a trace of it and the command that replays it.");
        flags.AddTo(command);
        cluster.AddTo(command);
        command.Add(minimizing);
        command.Add(known);
        command.Add(assembly);
        command.Add(folder);
        reports.AddTo(command);
        command.SetAction(parsed =>
        {
            var user = parsed.GetValue(assembly);
            TraceStore store = new(parsed.GetValue(folder) ?? TraceStore.UsualFolder, user);
            var limit = Numbers.Seconds("--minimize-time", parsed.GetValue(minimizing));
            var request = flags.Read(parsed, Catalog.With(user)) with
            {
                MinimizeTime = limit,
                Known = KnownTraces.Read(parsed.GetValue(known) ?? []),
            };
            request = request with { Cluster = cluster.Read(parsed, request, user) };
            reports.Check(parsed, user);
            var kept = flags.Store(parsed, request, user);
            var checkedStore = store.Checked(isSaid: parsed.GetValue(folder) is not null);
            var outcome = Explore(terminal, request, (checkedStore, kept), parsed.GetValue(SharedOptions.Json));
            reports.Write(terminal, parsed, [JunitSuite.Of(request.Scenario.Name, outcome)]);
            return VerdictText.CodeOf(outcome.Report.Verdict);
        });
        return command;
    }

    private static ExplorationOutcome Explore(
        Terminal terminal, ExplorationRequest request, (TraceStore Traces, CheckpointStore Kept) stores, bool json)
    {
        ExplorationPage page = new(terminal);
        ExplorePipeline pipeline = new(terminal, stores.Traces, quiet: json)
        {
            Begun = json ? null : () => page.Before(request),
        };
        if (request.FailNth) { return new FailNthRun(terminal, pipeline).Explore(request, json); }
        var search = pipeline.Explore(request);
        if (!json) { page.Verdict(request, search); }
        if (!json && pipeline.Cluster is { } nodes) { new ClusterPage(terminal).Show(nodes); }
        List<string> problems = [];
        var kept = stores.Kept.Put(search.Report, problems);
        if (!json && kept is not null) { page.Kept(kept); }
        var spent = CheckpointStore.SpentBy(request, search.Report);
        if (!json && spent is not null) { page.Spent(spent); }

        // What it takes to go on is in the file by now, and large.
        search = search with { Report = search.Report with { Unfinished = null } };
        var outcome = pipeline.Investigate(request, search);
        outcome = outcome with { Kept = kept, Spent = spent, Problems = [.. problems, .. outcome.Problems] };
        if (json) { Json.Write(terminal.Output, ExplorationDocument.Of(outcome)); }
        else { page.After(outcome); }
        foreach (var problem in outcome.Problems) { terminal.Complain(problem); }
        return outcome;
    }
}
