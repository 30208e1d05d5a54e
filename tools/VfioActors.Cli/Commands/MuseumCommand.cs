using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Museums;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Reports;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;
using VfioActors.Exploration;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Museums;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Cli.Commands;

/// <summary><c>museum</c>: each defect is found when it is on, and the same search is clean when it is off.</summary>
internal static class MuseumCommand
{
    private static readonly string UsualFolder = Path.Combine("artifacts", "museum");

    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        var system = SharedOptions.Text("--system", "NAME", "only the defects of one system, such as aux");
        system.Aliases.Add("--seed-system");
        var defects = SharedOptions.Texts("--defect", "ID", "only this defect; again for more");
        var assembly = SharedOptions.Assembly();
        var folder = SharedOptions.Text("--out", "DIR", $"where traces go; {UsualFolder} when not said");
        var time = SharedOptions.Text("--time", "SECONDS", "how long each search may take; 60 when not said");
        var pages = SharedOptions.Text("--pages", "DIR", "writes the catalogue of defects there as Markdown, a page a "
            + "system, with words from SYSTEM.json beside it; of the house: docs/catalogue");
        Command command = new("museum", "Shows every defect of the catalogue: with its switch on it is found, and with "
            + "it off the same search is clean. With --json a line for each defect with a switch; 'list defects' has "
            + "the others.")
        {
            system, defects, assembly, folder, time, pages,
        };
        ReportFlags reports = new("the rows");
        reports.AddTo(command);
        command.SetAction(parsed =>
        {
            var user = parsed.GetValue(assembly);
            var catalog = Catalog.With(user);
            var tour = MuseumTour.Of(catalog, parsed.GetValue(system), parsed.GetValue(defects) ?? []);
            var book = Book(parsed.GetValue(pages), catalog, parsed.GetValue(system), parsed.GetValue(defects));
            var to = parsed.GetValue(folder) ?? UsualFolder;
            var json = parsed.GetValue(SharedOptions.Json);
            MuseumOptions usual = new() { Product = Product.Version };
            var limit = Numbers.Seconds("--time", parsed.GetValue(time)) ?? usual.TimePerSearch;
            var options = usual with { TimePerSearch = limit };
            reports.Check(parsed, user);
            var store = new TraceStore(to, user).Checked(isSaid: parsed.GetValue(folder) is not null);
            var rows = Visit(terminal, tour, store, (options, json, to));
            reports.Write(terminal, parsed, [MuseumSuite.Of(tour, rows)]);
            Write(terminal, book, rows);
            return CodeOf(rows, terminal.Cancellation.IsCancellationRequested);
        });
        return command;
    }

    private static IReadOnlyList<CataloguePage> Book(string? folder, Catalog catalog, string? system, string[]? ids)
    {
        if (folder is null) { return []; }
        return ids is { Length: > 0 }
            ? throw new UsageException("--pages writes whole pages, and --defect leaves defects out: use one of them")
            : CataloguePage.AllOf(folder, catalog, system);
    }

    private static List<MuseumDocument> Visit(
        Terminal terminal, MuseumTour tour, TraceStore store, (MuseumOptions Options, bool Json, string Folder) how)
    {
        List<MuseumDocument> rows = [];
        var page = how.Json ? null : new MuseumPage(terminal, tour);
        foreach (var row in Rows(terminal, tour, store, how))
        {
            rows.Add(row);
            page?.Row(row);
            if (how.Json) { Json.Write(terminal.Output, row); }
            if (row.Problem is not null) { terminal.Complain($"{row.Id} in {row.Scenario}: {row.Problem}"); }
        }

        foreach (var defect in how.Json ? tour.Silent : [])
        {
            terminal.Error.WriteLine($"{defect.Id} has no runtime trigger: {defect.WithoutSwitch}");
        }

        page?.End(rows, tour, how.Folder);
        return rows;
    }

    /// <summary>Pages are written whole: not when a ladder is missing.</summary>
    private static void Write(
        Terminal terminal, IReadOnlyList<CataloguePage> book, IReadOnlyList<MuseumDocument> rows)
    {
        if (book.Count == 0) { return; }
        if (terminal.Cancellation.IsCancellationRequested || rows.Any(row => row.Trace is null))
        {
            terminal.Complain("no page is written: not every defect was found");
            return;
        }

        foreach (var page in book) { page.Write(rows); }
    }

    private static IEnumerable<MuseumDocument> Rows(
        Terminal terminal, MuseumTour tour, TraceStore store, (MuseumOptions Options, bool Json, string Folder) how)
    {
        var number = 0;
        foreach (var shown in tour.Exhibits)
        {
            if (terminal.Cancellation.IsCancellationRequested) { yield break; }
            var place = $"{++number} of {tour.Exhibits.Count}, {shown.Exhibit.Defect} in {shown.Scenario.Name}";
            if (Row(terminal, store, how, (place, shown)) is { } row) { yield return row; }
        }

        foreach (var defect in tour.Unshown) { yield return MuseumDocument.Unshown(defect); }
    }

    /// <summary>A row; null when it was ended before anything was known. The tour goes on whatever it throws.</summary>
    private static MuseumDocument? Row(
        Terminal terminal,
        TraceStore store,
        (MuseumOptions Options, bool Json, string Folder) how,
        (string Place, (Scenario Scenario, Exhibit Exhibit) Shown) stop)
    {
        var (place, shown) = stop;
        using ProgressLine progress = new(terminal, isWanted: !how.Json);
        progress.Show(place);
        var options = how.Options with
        {
            Progress = (what, far) => progress.Show($"{place}, {what}: {ProgressLine.TextOf(far)}"),
        };
        MuseumRow row;
        try
        {
            row = Museum.Visit(shown.Scenario, shown.Exhibit, options, terminal.Cancellation);
        }
        catch (Exception failure) when (!Building.IsOfHouse(shown.Scenario))
        {
            return MuseumDocument.Failed(shown.Scenario.Name, shown.Exhibit, Thrown.Words(failure));
        }

        if (terminal.Cancellation.IsCancellationRequested && !row.Found) { return null; }
        if (row.Trace is null) { return MuseumDocument.Of(row, null, null); }
        try
        {
            var path = store.Put(row.Scenario, row.Property, [row.Id], row.Trace);
            return MuseumDocument.Of(row, path, store.Replay(path));
        }
        catch (Exception failure) when (failure is UsageException or IOException)
        {
            var problem = $"the trace is not written: {failure.Message}";
            return MuseumDocument.Of(row, null, null) with { Problem = row.Problem ?? problem };
        }
    }

    private static int CodeOf(List<MuseumDocument> rows, bool cut)
    {
        if (rows.Any(row => row.FixedVerdict == VerdictText.Of(Verdict.Broken))) { return ExitCode.Broken; }
        if (rows.Any(row => row is { Found: false, Problem: null })) { return ExitCode.Broken; }
        var isClean = rows.Count > 0 && rows.All(row => row.Found && row.FixedVerdict == VerdictText.Of(Verdict.Held));
        return isClean && !cut ? ExitCode.Held : ExitCode.Inconclusive;
    }
}
