using System.Net;
using VfioActors.Behaviors.Values;
using VfioActors.Scenarios;
using VfioActors.Storm.Measures;

namespace VfioActors.Storm.Pages;

/// <summary>A storm as one page that needs nothing beside it: no script, no font, no network.</summary>
public static class StormHtml
{
    private const int ActorsShown = 24;

    private const string Style = """
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 760px; padding: 0 1em;
          color: #1c2530; background: #fff }
        h1 { font-size: 1.5em } h2 { font-size: 1.1em; margin-top: 2em }
        table { border-collapse: collapse } th { text-align: left; padding-right: 2em; font-weight: 600 }
        td, th { padding-top: .15em; padding-bottom: .15em; vertical-align: top }
        svg { width: 100%; height: auto } text { font: 12px system-ui, sans-serif; fill: #47525f }
        .left { text-anchor: end } .below, .axis { text-anchor: middle } text.axis { fill: #7a8590 }
        pre { overflow-x: auto; background: #f5f7f9; padding: .8em; font-size: 13px; line-height: 1.35 }
        code { overflow-wrap: anywhere } h3 { font-size: 1em; margin: 1.6em 0 .3em; color: #b3261e }
        .verdict { font-size: 1.15em; font-weight: 600 } .inconclusive { color: #8a6100 }
        .grid { stroke: #e3e7eb }
        .mark { stroke: #b3541e; stroke-dasharray: 4 3 }
        polyline { fill: none; stroke-width: 2 } polyline.first { stroke: #1f6fb2 } polyline.second { stroke: #2f9e63 }
        rect.first { fill: #1f6fb2 } .held { color: #1d7a46 } .broken { color: #b3261e }
        i { display: inline-block; width: 1.2em; height: .25em; vertical-align: middle; margin: 0 .3em 0 1em }
        """;

    /// <summary>The page.</summary>
    public static string Of(StormReport report, StormPageNotes notes) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Storm of {Counted.Of(report.Options.Clients, "client")}: {notes.Verdict}</title>
        <style>
        {Style}
        </style>
        </head>
        <body>
        <h1>Storm of {Counted.Of(report.Options.Clients, "client")} on {On(report.Options)}</h1>
        <p class="verdict {notes.Verdict}">{Text($"{notes.Verdict}: {Because(report, notes)}")}</p>
        {StormHtmlFailures.Of(report, notes)}<h2>The storm</h2>
        <table>
        {string.Concat(Rows(report, notes).Select(row => Row(row.Head, row.Text)))}</table>
        <h2>Throughput over time</h2>
        <p><i style="background:#1f6fb2"></i>messages a second<i style="background:#2f9e63"></i>operations a second
        <i style="background:#b3541e"></i>told to heal</p>
        {Plots.Throughput(report.Samples)}
        <h2>Latency of operations</h2>
        {Plots.Latencies(report.Latencies)}
        <h2>Memory over time</h2>
        {Plots.Memory(report.Samples)}
        <h2>Refusals</h2>
        {Refusals(report)}
        <h2>Load of the actors, in messages handled</h2>
        {Plots.Amounts("Messages handled by actors", Loads(report.Loads))}
        </body>
        </html>

        """;

    /// <summary>Text that is no markup.</summary>
    internal static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Because(StormReport report, StormPageNotes notes)
    {
        if (notes.Failures.Count > 0) { return string.Join(", ", notes.Failures.Select(failure => failure.Property)); }
        if (!report.AtRest) { return "it did not come to rest"; }
        if (report.Lost.Count > 0) { return $"left behind: {string.Join(", ", report.Lost)}"; }
        return notes.Verdict == "held"
            ? "at rest, with nothing broken and nothing lost"
            : notes.Doubt ?? "nothing is broken so far";
    }

    private static IEnumerable<(string Head, string Text)> Rows(StormReport report, StormPageNotes notes)
    {
        var options = report.Options;
        var latencies = report.Latencies;
        yield return ("made", $"{notes.Date}, by vfioactors {notes.Product}");
        yield return ("command", notes.Command);
        if (notes.Recording is not null) { yield return ("recording", notes.Recording); }
        yield return ("actors", string.Join(", ", Actors(options).Prepend($"{Counted.Of(options.Clients, "client")}")));
        yield return ("mix", $"{options.Mix}, {options.Shape}; faults {Plot.Number(options.FaultRate)}");
        yield return ("defects", options.Defects.Count == 0 ? "none" : string.Join(", ", options.Defects));
        yield return ("seed", $"{options.Seed}");
        yield return ("operations", $"{Plot.Whole(report.Operations)} in {Plot.Number(report.Seconds)} s, "
            + $"{Plot.Short(report.OperationsPerSecond)} a second");
        yield return ("messages", $"{Plot.Whole(report.Messages)}, {Plot.Short(report.MessagesPerSecond)} a second");
        yield return ("latency", $"p50 {Plots.Time(latencies.Percentile(0.5))}, "
            + $"p99 {Plots.Time(latencies.Percentile(0.99))}, p99.9 {Plots.Time(latencies.Percentile(0.999))}, "
            + $"at most {Plots.Time(latencies.Max)}");
        yield return ("at rest", report switch
        {
            { AtRest: false } => $"no: {string.Join(", ", report.Lost)}",
            { Lost.Count: 0 } => "yes, everything is accounted for",
            _ => $"yes, but left behind: {string.Join(", ", report.Lost)}",
        });
    }

    private static string On(StormOptions options) => Actors(options).FirstOrDefault() ?? "nothing";

    private static IEnumerable<string> Actors(StormOptions options) =>
        from known in ScenarioCatalog.Storm.Counts
        let count = options.CountOf(known.Name)
        where count > 0
        select $"{count} {known.Name}";

    private static string Row(string head, string text) =>
        $"<tr><th>{Text(head)}</th><td>{Text(text)}</td></tr>\n";

    private static string Refusals(StormReport report) =>
        report.Refusals.Count == 0
            ? "<p>Nothing was refused.</p>"
            : Plots.Amounts("Refusals by errno", [.. report.Refusals.Select(one => ($"{one.Error}", one.Count))]);

    private static List<(string, long)> Loads(IReadOnlyList<ActorLoad> loads)
    {
        List<(string, long)> shown = [.. loads.Take(ActorsShown).Select(load => (load.Actor, load.Messages))];
        var rest = loads.Skip(ActorsShown).ToList();
        if (rest.Count > 0) { shown.Add(($"mean of {rest.Count} more", (long)rest.Average(load => load.Messages))); }
        return shown;
    }
}
