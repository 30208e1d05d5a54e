using VfioActors.Behaviors.Values;
using VfioActors.Cli.Explorations.Failures;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cluster;
using VfioActors.Scenarios;
using VfioActors.Storm;

namespace VfioActors.Cli.Storms;

/// <summary>What came of a storm, for people.</summary>
/// <param name="terminal">Where they read it.</param>
internal sealed class StormPage(Terminal terminal)
{
    private const int BusiestShown = 5;
    private readonly Page _page = new(terminal);
    private readonly NodesPage _nodes = new(terminal);

    /// <summary>What kind of storm it is going to be.</summary>
    public void Before(StormOptions options, ClusterStormOptions? cluster)
    {
        string[] actors =
        [
            Counted.Grouped(options.Clients, "client"),
            .. from known in ScenarioCatalog.Storm.Counts
               let count = options.CountOf(known.Name)
               where count > 0
               select Counted.Grouped(count, known.One),
            .. options.Machines > 1
                ? [$"on each of {Counted.Grouped(options.Machines, "machine")}"]
                : Array.Empty<string>(),
        ];
        _page.Labelled("storm", $"{string.Join(", ", actors)}; "
            + $"{Counted.Grouped(options.Window, "operation")} of a client in "
            + $"flight; mix {options.Mix}, {options.Shape}, faults {options.FaultRate}");
        _page.Labelled("defects", options.Defects.Count == 0 ? "none" : string.Join(", ", options.Defects));
        _page.Labelled("seed", $"{options.Seed}");
        if (cluster is not null) { _nodes.Before(cluster); }
        terminal.Output.Flush();
    }

    /// <summary>The storm is over, and what was recorded is still to be judged, which may take as long.</summary>
    public void Between(StormReport report, string recording)
    {
        if (report.Violations.Count > 0)
        {
            _page.Labelled("seen broken", string.Join(", ", report.Violations.Select(one => one.Property)));
        }

        _page.Labelled("recorded", $"{Counted.Grouped(report.Messages, "message")} in {recording}; "
            + "judging each of them");
        terminal.Output.Flush();
    }

    /// <summary>The figures, as soon as it is over.</summary>
    public void Figures(StormReport report, ClusterStormReport? cluster)
    {
        _page.Labelled("operations", $"{Amount.Number(report.Operations)} in {Amount.Seconds(report.Seconds)}, "
            + $"{Amount.Number((long)report.OperationsPerSecond)} a second"
            + (report.Violations.Count > 0 ? "; ended when something broke" : ""));
        _page.Labelled("messages", $"{Amount.Number(report.Messages)}, "
            + $"{Amount.Number((long)report.MessagesPerSecond)} a second");
        _page.Labelled("latency", StormWords.Latency(report.Latencies));
        if (report.Latencies.Count > 0)
        {
            _page.Labelled("clients", $"p99 from {StormWords.Time(report.ClientP99.Min())} "
                + $"to {StormWords.Time(report.ClientP99.Max())}");
        }

        _page.Labelled("refused", StormWords.Refusals(report.Refusals));
        _page.Labelled("busiest", string.Join(", ", report.Loads.Take(BusiestShown)
            .Select(load => $"{load.Actor} {Amount.Number(load.Messages)}")));
        _page.Labelled("memory", Memory(report));
        if (cluster is not null) { _nodes.Figures(cluster); }
        _page.Labelled("at rest", Rest(report, cluster));
        terminal.Output.Flush();
    }

    /// <summary>The verdict, as soon as it is known.</summary>
    public void Verdict(StormOutcome outcome)
    {
        if (outcome.Recording is not null) { _page.Labelled("recording", Recorded(outcome)); }
        _page.Answer(outcome.Verdict, Because(outcome));
        terminal.Output.Flush();
    }

    /// <summary>What was broken, and where it was written to.</summary>
    public void After(StormOutcome outcome)
    {
        Broken(outcome);
        if (outcome.Html is null) { return; }
        _page.Line();
        _page.Line($"page      {outcome.Html}");
    }

    private static string Memory(StormReport report) => string.Join(" -> ", StormWords.EvenlyApart(report.Samples)
        .Select(sample => sample.WorkingSet >> 20)) + " MB";

    private static string Rest(StormReport report, ClusterStormReport? cluster) =>
        !report.AtRest ? $"no, after {Amount.Seconds(report.Seconds)}: {string.Join(", ", report.Lost)}"
        : report.Lost.Count == 0 && cluster?.LostClients.Count > 0 ? "yes, and all that is left is accounted for"
        : report.Lost.Count == 0 ? "yes, everything is accounted for"
        : $"yes, but left behind: {string.Join(", ", report.Lost)}";

    private static string Recorded(StormOutcome outcome) => outcome.Replayed is { } run
        ? $"{outcome.Recording}: {Counted.Grouped(run.Steps, "step")} replayed in the world, "
            + (run.IsEnded ? "then it was ended"
                : run.Left > 0
                    ? $"as recorded; {Counted.Grouped(run.Left, "receipt")} of which the cause is not in it"
                : "all as recorded")
        : outcome.Recording!;

    private static string Because(StormOutcome outcome) => outcome.Verdict switch
    {
        Exploration.Verdict.Held => ": nothing is broken, nothing is lost",
        Exploration.Verdict.Broken => $": {string.Join(", ", outcome.Broken.Select(one => one.Property))}",
        _ => $": {outcome.Doubt}",
    };

    /// <summary>A section for each property that is broken, those that were made small first.</summary>
    private void Broken(StormOutcome outcome)
    {
        var shown = outcome.Failures.SelectMany(failure => failure.Parts).Select(one => one.Property).ToHashSet();
        var others = outcome.Broken.Where(one => !shown.Contains(one.Property)).ToList();
        var count = outcome.Failures.Count + others.Count;
        FailurePage failures = new(terminal);
        for (var number = 1; number <= outcome.Failures.Count; number++)
        {
            var failure = outcome.Failures[number - 1];
            failures.Show(failure, $"failure {number} of {count}", "from the recording of the storm");
        }

        for (var number = 0; number < others.Count; number++)
        {
            Show(others[number], $"failure {outcome.Failures.Count + number + 1} of {count}", outcome.Replayed is null
                ? null
                : "it was seen in the whole storm, and could not be made small");
        }

        if (outcome.Broken.Count > 0 && outcome is { Recording: null, Report.IsUnrecorded: false })
        {
            _page.Line();
            _page.Line("--record FILE writes the storm down, and shows the shortest order that breaks it");
        }
    }

    private void Show(StormViolation violation, string title, string? why)
    {
        _page.Line();
        _page.Head($"== {title}: {violation.Property}");
        if (why is not null) { _page.Line(why); }
        _page.Labelled("claim", violation.Claim);
        _page.Labelled("but", $"{violation.Reason}{(violation.Actor is null ? "" : $" ({violation.Actor})")}");
    }
}
