using VfioActors.Behaviors.Values;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration;

namespace VfioActors.Cli.Museums;

/// <summary>The museum for people: a row as soon as it is known, then what they add up to.</summary>
internal sealed class MuseumPage
{
    private const int NumbersWidth = 10;
    private const int NameWidth = 8;

    /// <summary>In less columns than this a name would be torn in two.</summary>
    private const int NamesFrom = 80;

    private static readonly string[] Head = ["defect", "scenario", "breaks", "found", "steps", "in"];
    private readonly bool _hasNames;
    private readonly Page _page;
    private readonly Columns _columns;
    private readonly Terminal _terminal;

    /// <param name="terminal">Where they read it.</param>
    /// <param name="tour">For the widths of the columns.</param>
    public MuseumPage(Terminal terminal, MuseumTour tour)
    {
        _terminal = terminal;
        _page = new(terminal);
        _hasNames = terminal.OutputWidth is null or >= NamesFrom;
        _columns = new(
        [
            Widest(Head[0], tour.Exhibits.Select(row => row.Exhibit.Defect).Concat(tour.Unshown.Select(one => one.Id))),
            Widest(Head[1], tour.Exhibits.Select(row => row.Scenario.Name)),
            Widest(Head[2], tour.Exhibits.Select(row => row.Exhibit.Property)),
            NumbersWidth,
            Head[4].Length,
            NumbersWidth,
            .. Named(NameWidth),
        ]);
        if (tour.Exhibits.Count + tour.Unshown.Count == 0) { return; }
        _page.Head(_columns, [.. Head, .. Named("bug"), "switched off"]);
    }

    /// <summary>A row.</summary>
    public void Row(MuseumDocument row)
    {
        _page.Put(_columns,
        [
            [
                row.Id,
                row.Scenario ?? "-",
                row.Property,
                row.Found ? Counted.Grouped(row.Runs, "run") : row.Problem is null ? "NOT FOUND" : "failed",
                row.Found ? $"{row.MinimalSteps}" : "-",
                Amount.Seconds(row.Seconds),
                .. Named(row.Name ?? "-"),
                row.FixedVerdict == VerdictText.Of(Verdict.Held)
                    ? $"held, all of {Counted.Grouped(row.FixedRuns, "run")}"
                    : $"{row.FixedVerdict.ToUpperInvariant()} after {Counted.Grouped(row.FixedRuns, "run")}",
            ],
        ]);
        _terminal.Output.Flush();
    }

    /// <summary>What is not among the rows, and what the rows add up to.</summary>
    public void End(IReadOnlyCollection<MuseumDocument> rows, MuseumTour tour, string folder)
    {
        foreach (var defect in tour.Silent)
        {
            _page.Wrapped($"{defect.Id}  ", $"no runtime trigger: {defect.WithoutSwitch}");
        }

        if (rows.Count == 0) { return; }
        _page.Line();
        var clean = rows.Count(row => row.FixedVerdict == VerdictText.Of(Verdict.Held));
        var found = rows.Count(row => row.Found);
        _page.Line($"{found} of {Counted.Grouped(rows.Count, "defect")} found, {clean} clean when switched off");
        var left = tour.Exhibits.Count + tour.Unshown.Count - rows.Count;
        if (left > 0) { _page.Line($"ended early: {Counted.Grouped(left, "defect")} not looked at to the end"); }
        if (rows.Any(row => row.Trace is not null)) { _page.Line($"traces are in {folder}"); }
    }

    /// <summary>What stands in the column of names, where there is one.</summary>
    private T[] Named<T>(T cell) => _hasNames ? [cell] : [];

    private static int Widest(string head, IEnumerable<string> texts) => texts.Append(head).Max(text => text.Length);
}
