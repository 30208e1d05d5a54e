using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Museums;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Traces;
using VfioActors.Exploration;
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
        var system = SharedOptions.Text("--seed-system", "NAME", "only the defects of one subsystem, such as aux");
        var defects = SharedOptions.Texts("--defect", "ID", "only this defect; again for more");
        var assembly = SharedOptions.Assembly();
        var folder = SharedOptions.Text("--out", "DIR", $"where traces go; {UsualFolder} when not said");
        var time = SharedOptions.Text("--time", "SECONDS", "how long each search may take; 60 when not said");
        Command command = new("museum", "Shows every defect of the catalogue: with its switch on it is found, and with "
            + "it off the same search is clean. With --json a line for each defect with a switch; 'list defects' has "
            + "the others.")
        {
            system, defects, assembly, folder, time,
        };
        command.SetAction(parsed =>
        {
            var user = parsed.GetValue(assembly);
            var tour = MuseumTour.Of(Catalog.With(user), parsed.GetValue(system), parsed.GetValue(defects) ?? []);
            var to = parsed.GetValue(folder) ?? UsualFolder;
            var json = parsed.GetValue(SharedOptions.Json);
            MuseumOptions usual = new() { Product = Product.Version };
            var limit = Numbers.Seconds("--time", parsed.GetValue(time)) ?? usual.TimePerSearch;
            var options = usual with { TimePerSearch = limit };
            return Visit(terminal, tour, new TraceShelf(to, user).Checked(), (options, json, to));
        });
        return command;
    }

    private static int Visit(
        Terminal terminal, MuseumTour tour, TraceShelf shelf, (MuseumOptions Options, bool Json, string Folder) how)
    {
        List<MuseumDocument> rows = [];
        var page = how.Json ? null : new MuseumPage(terminal, tour);
        foreach (var row in Rows(terminal, tour, shelf, how.Options))
        {
            rows.Add(row);
            page?.Row(row);
            if (how.Json) { Json.Write(terminal.Output, row); }
        }

        foreach (var defect in how.Json ? tour.Silent : [])
        {
            terminal.Error.WriteLine($"{defect.Id} has no runtime trigger: {defect.WithoutSwitch}");
        }

        page?.End(rows, tour.Silent, how.Folder);
        return CodeOf(rows, terminal.Cancellation.IsCancellationRequested);
    }

    private static IEnumerable<MuseumDocument> Rows(
        Terminal terminal, MuseumTour tour, TraceShelf shelf, MuseumOptions options)
    {
        foreach (var (scenario, exhibit) in tour.Exhibits)
        {
            if (terminal.Cancellation.IsCancellationRequested) { yield break; }
            yield return Row(terminal, shelf, options, (scenario, exhibit));
        }

        foreach (var defect in tour.Unshown) { yield return MuseumDocument.Unshown(defect); }
    }

    private static MuseumDocument Row(
        Terminal terminal, TraceShelf shelf, MuseumOptions options, (Scenario Scenario, Exhibit Exhibit) shown)
    {
        using ProgressLine progress = new(terminal);
        progress.Show($"{shown.Exhibit.Defect} in {shown.Scenario.Name}");
        var row = Museum.Visit(shown.Scenario, shown.Exhibit, options, terminal.Cancellation);
        if (row.Trace is null) { return MuseumDocument.Of(row, null, null); }
        var path = shelf.Put(row.Scenario, row.Property, [row.Id], row.Trace);
        return MuseumDocument.Of(row, path, shelf.Replay(path));
    }

    private static int CodeOf(IReadOnlyCollection<MuseumDocument> rows, bool cut)
    {
        if (rows.Any(row => row.FixedVerdict == VerdictText.Of(Verdict.Broken))) { return ExitCode.Broken; }
        if (cut) { return ExitCode.Inconclusive; }
        if (rows.Any(row => !row.Found)) { return ExitCode.Broken; }
        var isClean = rows.All(row => row.FixedVerdict == VerdictText.Of(Verdict.Held));
        return isClean ? ExitCode.Held : ExitCode.Inconclusive;
    }
}
