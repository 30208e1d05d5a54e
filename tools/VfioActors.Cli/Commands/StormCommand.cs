using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Storms;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;
using VfioActors.Storm;
using VfioActors.Tracing;
using VfioActors.Tracing.Files;
using VfioActors.Tracing.Recordings;

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
        var otlp = SharedOptions.Text("--otlp", "URL", "send metrics, spans and logs there by OTLP over HTTP");
        var folder = SharedOptions.Text("--out", "DIR", $"where traces go; {TraceStore.UsualFolder} when not said");
        var minimizing = SharedOptions.MinimizeTime();
        Command command = new("storm", "Puts real Akka.NET actors under load: clients do what dice say, then "
            + "give everything back. Exits with 1 when a property is broken or something is left behind.");
        flags.AddTo(command);
        command.Add(record);
        command.Add(html);
        command.Add(otlp);
        command.Add(minimizing);
        command.Add(folder);
        command.SetAction(parsed =>
        {
            var options = flags.Read(parsed) with { RecordTo = parsed.GetValue(record) };
            TraceStore store = new(parsed.GetValue(folder) ?? TraceStore.UsualFolder, null);
            var page = parsed.GetValue(html);
            Check(options.RecordTo, page);
            var words = string.Join(' ', parsed.Tokens.Select(token => ShellQuotes.Quoted(token.Value)));
            var limit = Numbers.Seconds("--minimize-time", parsed.GetValue(minimizing));
            Asked asked = new(options, page, $"{Product.Name} {words}", limit) { Otlp = parsed.GetValue(otlp) };
            return Storm(terminal, asked, store.Checked(), parsed.GetValue(SharedOptions.Json));
        });
        return command;
    }

    /// <summary>Complains before the storm, not after it.</summary>
    private static void Check(string? recording, string? page)
    {
        if (page is not null) { WholeFile.Check(page); }
        if (recording is null) { return; }
        if (!TraceReader.IsTrace(recording) || !RecordingReader.IsRecording(recording)) { WholeFile.Check(recording); }
        if (page is not null && FileBeside.TargetOf(page) == FileBeside.TargetOf(recording))
        {
            throw new UsageException($"{page} cannot be both the recording and the page");
        }
    }

    private static int Storm(Terminal terminal, Asked asked, TraceStore store, bool json)
    {
        using var export = StormExport.To(asked.Otlp);
        StormPage page = new(terminal);
        if (!json) { page.Before(asked.Options); }
        export?.Begin(asked.Options);
        StormLive live = new(terminal) { Judged = () => export?.Flush() };
        StormOutcome outcome = new(live.Run(asked.Options, quiet: json));
        export?.End(outcome.Report);
        if (!json) { page.Figures(outcome.Report); }
        StormAftermath aftermath = new(terminal, store, json) { MinimizeTime = asked.MinimizeTime };
        if (asked.Options.RecordTo is { } file)
        {
            if (!json) { page.Between(outcome.Report, file); }
            outcome = aftermath.Judge(outcome, file);
        }

        if (!json) { page.Verdict(outcome); }
        outcome = aftermath.Reduce(outcome);
        if (asked.Html is { } html) { outcome = StormAftermath.Write(outcome, html, asked.Command); }
        if (json) { StormDocument.Write(terminal.Output, outcome); }
        else { page.After(outcome); }
        foreach (var problem in outcome.Problems) { terminal.Complain(problem); }
        return VerdictText.CodeOf(outcome.Verdict);
    }

    private sealed record Asked(StormOptions Options, string? Html, string Command, TimeSpan? MinimizeTime)
    {
        internal string? Otlp { get; init; }
    }
}
