using VfioActors.Behaviors.Values;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration;
using VfioActors.Exploration.FailNth;

namespace VfioActors.Cli.Explorations;

/// <summary>What came of refusing every point in turn, for people: a row a point.</summary>
/// <param name="terminal">Where they read it.</param>
internal sealed class FailNthPage(Terminal terminal)
{
    private static readonly string[] Head =
        ["operation", "actor", "asks for", "in", "answer", "nth", "refused", "runs", "verdict"];

    private readonly Page _page = new(terminal);

    /// <summary>A point in one line.</summary>
    public static string TextOf(NamedPoint named) =>
        $"{named.OperationText}: {named.Actor} has no {named.Refusal.What} ({named.Refusal.Function}, "
            + $"{named.Refusal.Error}){(named.Point.Nth > 1 ? $", time {named.Point.Nth}" : "")}";

    /// <summary>The verdict, and that on each point.</summary>
    public void Verdict(ExplorationRequest request, FailNthReport report, SearchReport search)
    {
        var page = new ExplorationPage(terminal);
        page.Verdict(request, search, Because(report));
        _page.Labelled("unrefused", Unrefused(report));
        if (report.BrokenAnyway.Count > 0)
        {
            var names = string.Join(", ", report.BrokenAnyway.Select(property => property.Name));
            _page.Labelled("", $"{names} break without any refusal, and were not looked at with one");
        }

        if (report.NotJudged.Count > 0)
        {
            var names = string.Join(", ", report.NotJudged.Select(property => property.Name));
            _page.Labelled("not judged", $"{names}: claimed of runs in which there is enough of everything");
        }

        Rows(report);
        foreach (var named in report.AfterRefusal)
        {
            _page.Labelled("also met", $"once another was refused, and not refused: {TextOf(named)}");
        }

        foreach (var unreached in report.Unreached)
        {
            _page.Labelled("not reached", $"{unreached.Actor} never asks for {unreached.Refusal.What} "
                + $"({unreached.Refusal.Function}, {unreached.Refusal.Error})");
        }

        terminal.Output.Flush();
    }

    /// <summary>What held says more than usual, and what else it may be says itself.</summary>
    private static string? Because(FailNthReport report) => report.Verdict switch
    {
        Exploration.Verdict.Held => $": no order breaks a property, whichever of {Points(report)} is refused",
        Exploration.Verdict.HeldWithinBound =>
            $": no order within that bound breaks a property, whichever of {Points(report)} is refused",
        _ => null,
    };

    private static string Points(FailNthReport report) => Counted.Grouped(report.Points.Count, "point");

    private static string Unrefused(FailNthReport report) =>
        $"{VerdictText.Of(report.Unrefused.Report)}, {Counted.Grouped(report.Unrefused.Report.Runs, "run")}; "
            + $"{Counted.Grouped(report.Points.Count, "point")} may be refused"
            + Turns(report);

    /// <summary>Whether each point had its turn: a search that was ended has not come to all of them.</summary>
    private static string Turns(FailNthReport report)
    {
        var (all, refused) = (report.Points.Count, report.Points.Count(point => point.Refused > 0));
        return all == 0 ? ""
            : refused == all ? ", each was in turn, and nothing else"
            : $", {Amount.Number(refused)} of them {(refused == 1 ? "was" : "were")}, one at a time";
    }

    private void Rows(FailNthReport report)
    {
        if (report.Points.Count == 0) { return; }
        _page.Line();
        List<string[]> rows = [Head, .. report.Points.Select(RowOf)];
        var columns = Columns.Of(rows);
        _page.Head(columns, Head);
        _page.Put(columns, rows.Skip(1));
        _page.Line();
    }

    private static string[] RowOf(RefusedPoint point)
    {
        var (named, known) = (point.Named, point.Named.Refusal);
        var report = point.Search?.Report;
        var broken = report?.Failures.Select(failure => failure.Property.Name).Distinct().ToList() ?? [];
        return
        [
            named.OperationText, named.Actor, known.What, known.Function, known.Error, $"{named.Point.Nth}",
            Amount.Number(point.Refused), Amount.Number(report?.Runs ?? 0),
            RefusedPointDocument.WordOf(point)
                + (broken.Count > 0 ? $": {string.Join(", ", broken)}" : point.Doubt is { } doubt ? $": {doubt}" : ""),
        ];
    }
}
