using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Storms;
using VfioActors.Cli.Traces;
using VfioActors.Storm;
using VfioActors.Storm.Pages;

namespace VfioActors.Cli.Commands;

/// <summary><c>storm</c>: real actors under load, judged when they are at rest.</summary>
internal static class StormCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        StormFlags flags = new();
        var record = SharedOptions.Text(
            "--record", "FILE", "write down what each actor receives, replay it in the world, make small what broke");
        var html = SharedOptions.Text("--html", "FILE", "write a page with plots that needs nothing beside it");
        var folder = SharedOptions.Text("--out", "DIR", $"where traces go; {TraceShelf.UsualFolder} when not said");
        Command command = new("storm", "Puts real Akka.NET actors under load: clients do what seeded dice say, then "
            + "give everything back. Exits with 1 when a property is broken or something is left behind.");
        flags.AddTo(command);
        command.Add(record);
        command.Add(html);
        command.Add(folder);
        command.SetAction(parsed =>
        {
            var options = flags.Read(parsed) with { RecordTo = parsed.GetValue(record) };
            TraceShelf shelf = new(parsed.GetValue(folder) ?? TraceShelf.UsualFolder, null);
            var page = parsed.GetValue(html);
            CheckFile(options.RecordTo);
            CheckFile(page);
            if (page is not null && page == options.RecordTo)
            {
                throw new UsageException($"{page} cannot be both the recording and the page");
            }

            return Storm(terminal, (options, page, shelf.Checked()), parsed.GetValue(SharedOptions.Json));
        });
        return command;
    }

    /// <summary>Complains before the storm, not after it.</summary>
    private static void CheckFile(string? path)
    {
        if (path is null) { return; }
        if (Directory.Exists(path)) { throw new UsageException($"{path} is a directory, and a file is expected"); }
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
        {
            throw new UsageException($"{path} cannot be written: its folder does not exist");
        }
    }

    private static int Storm(Terminal terminal, (StormOptions Options, string? Html, TraceShelf Shelf) asked, bool json)
    {
        StormPage page = new(terminal);
        if (!json) { page.Before(asked.Options); }
        StormOutcome outcome = new(new StormLive(terminal).Run(asked.Options, quiet: json));
        if (asked.Html is { } html)
        {
            WholeFile.Write(html, output => output.Write(StormHtml.Of(outcome.Report)));
            outcome = outcome with { Html = html };
        }

        if (asked.Options.RecordTo is { } file)
        {
            if (!json) { page.Between(outcome.Report, file); }
            outcome = Judged(outcome, file, asked.Shelf);
        }

        if (json) { Json.Write(terminal.Output, StormDocument.Of(outcome)); }
        else { page.After(outcome); }
        return VerdictText.CodeOf(outcome.Verdict);
    }

    private static StormOutcome Judged(StormOutcome outcome, string file, TraceShelf shelf)
    {
        var (_, trial) = new RecordedStorm(file).Judge(Catalog.With(null), reduces: true);
        return outcome with
        {
            Recording = file,
            Replayed = trial.Run,
            Failures = RecordedStorm.Put(trial.Diagnoses, shelf),
            NotReduced = [.. trial.NotReduced.Select(finding => finding.Property.Name).Distinct()],
        };
    }
}
