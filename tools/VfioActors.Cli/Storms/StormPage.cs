using VfioActors.Cli.Explorations;
using VfioActors.Cli.Outputs;
using VfioActors.Exploration;
using VfioActors.Storm;

namespace VfioActors.Cli.Storms;

/// <summary>What came of a storm, for people.</summary>
/// <param name="terminal">Where they read it.</param>
internal sealed class StormPage(Terminal terminal)
{
    private const int BusiestShown = 5;
    private readonly Page _page = new(terminal);

    /// <summary>What kind of storm it is going to be.</summary>
    public void Before(StormOptions options)
    {
        string[] actors =
        [
            Amount.Of(options.Clients, "client"), Amount.Of(options.Devices, "device"),
            Amount.Of(options.Domains, "domain"),
            .. options.Containers > 0 ? [Amount.Of(options.Containers, "container")] : Array.Empty<string>(),
        ];
        _page.Labelled("storm", $"{string.Join(", ", actors)}; {Amount.Of(options.Window, "operation")} of a client in "
            + $"flight; mix {options.Mix}, {options.Shape}, faults {options.FaultRate}");
        _page.Labelled("defects", options.Defects.Count == 0 ? "none" : string.Join(", ", options.Defects));
        _page.Labelled("seed", $"{options.Seed}");
        terminal.Output.Flush();
    }

    /// <summary>The storm is over, and what was recorded is still to be judged, which may take as long.</summary>
    public void Between(StormReport report, string recording)
    {
        _page.Labelled("recorded", $"{Amount.Of(report.Messages, "message")} in {recording}; judging each of them");
        terminal.Output.Flush();
    }

    /// <summary>What came of it.</summary>
    public void After(StormOutcome outcome)
    {
        var report = outcome.Report;
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
        _page.Labelled("at rest", Rest(report));
        if (outcome.Recording is not null) { _page.Labelled("recording", Recorded(outcome)); }
        if (outcome.Html is not null) { _page.Labelled("page", outcome.Html); }
        _page.Answer(outcome.Verdict, Because(outcome));
        Broken(outcome);
    }

    private static string Memory(StormReport report) => string.Join(" -> ", StormWords.EvenlyApart(report.Samples)
        .Select(sample => sample.WorkingSet >> 20)) + " MB";

    private static string Rest(StormReport report) =>
        !report.AtRest ? $"no, after {Amount.Seconds(report.Seconds)}: {string.Join(", ", report.Lost)}"
        : report.Lost.Count == 0 ? "yes, everything is accounted for"
        : $"yes, but left behind: {string.Join(", ", report.Lost)}";

    private static string Recorded(StormOutcome outcome) => outcome.Replayed is { } run
        ? $"{outcome.Recording}: {Amount.Of(run.Steps, "step")} replayed in the world, all as recorded"
        : outcome.Recording!;

    private static string Because(StormOutcome outcome) => outcome.Verdict switch
    {
        Verdict.Held => ": nothing is broken, nothing is lost",
        Verdict.Broken => $": {string.Join(", ", outcome.Broken.Select(one => one.Property))}",
        _ => ": ended early; nothing is broken so far",
    };

    private void Broken(StormOutcome outcome)
    {
        var shown = outcome.Failures.Select(failure => failure.Property).ToList();
        foreach (var violation in outcome.Broken.Where(one => !shown.Contains(one.Property)))
        {
            _page.Line();
            _page.Labelled("broken", violation.Property);
            _page.Labelled("claim", violation.Claim);
            _page.Labelled("but", $"{violation.Reason}{(violation.Actor is null ? "" : $" ({violation.Actor})")}");
        }

        FailurePage failures = new(terminal);
        for (var number = 1; number <= outcome.Failures.Count; number++)
        {
            var title = $"failure {number} of {outcome.Failures.Count}";
            failures.Show(outcome.Failures[number - 1], title, "from the recording of the storm");
        }

        if (outcome.NotReduced.Count > 0)
        {
            _page.Line();
            _page.Labelled("not reduced", string.Join(", ", outcome.NotReduced));
        }

        if (outcome.Broken.Count > 0 && outcome.Recording is null)
        {
            _page.Line();
            _page.Line("--record FILE writes the storm down, and shows the shortest order that breaks it");
        }
    }
}
