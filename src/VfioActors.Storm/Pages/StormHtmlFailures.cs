using System.Text;

namespace VfioActors.Storm.Pages;

/// <summary>
/// What is broken, as a list on the page of a storm: claim, what is so instead, ladder, how to replay.
/// </summary>
internal static class StormHtmlFailures
{
    /// <summary>The list; nothing when nothing is broken and nothing failed.</summary>
    internal static string Of(StormReport report, StormPageNotes notes)
    {
        StringBuilder html = new();
        if (notes.Failures.Count > 0) { html.Append("<h2>What is broken</h2>\n"); }
        var count = notes.Failures.Count;
        for (var at = 0; at < count; at++) { Put(html, notes.Failures[at], at + 1, count); }
        if (report.Violations.Count > 0 && notes.Recording is null)
        {
            html.Append("<p>With --record FILE the storm is written down, and the shortest order that breaks each is "
                + "shown.</p>\n");
        }

        if (notes.Problems.Count == 0) { return html.ToString(); }
        html.Append("<h2>What failed afterwards</h2>\n<ul>\n");
        foreach (var problem in notes.Problems) { html.Append($"<li>{StormHtml.Text(problem)}</li>\n"); }
        return html.Append("</ul>\n").ToString();
    }

    private static void Put(StringBuilder html, StormPageFailure failure, int number, int count)
    {
        html.Append($"<h3>{number} of {count}: {StormHtml.Text(failure.Property)}</h3>\n<table>\n");
        Row(html, "claim", failure.Claim);
        Row(html, "but", failure.Reason);
        Row(html, "seen", failure.Seen);
        html.Append("</table>\n");
        if (failure.Ladder is not null) { html.Append($"<pre>{StormHtml.Text(failure.Ladder.TrimEnd())}</pre>\n"); }
        if (failure.Trace is null) { return; }
        html.Append("<table>\n");
        Row(html, "trace", failure.Trace);
        if (failure.Replay is { } replay)
        {
            html.Append($"<tr><th>replay</th><td><code>{StormHtml.Text(replay)}</code></td></tr>\n");
        }

        html.Append("</table>\n");
    }

    private static void Row(StringBuilder html, string head, string? text)
    {
        if (text is null) { return; }
        html.Append($"<tr><th>{head}</th><td>{StormHtml.Text(text)}</td></tr>\n");
    }
}
