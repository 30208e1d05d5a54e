using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Storms;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;
using VfioActors.Cluster;
using VfioActors.Cluster.Fleets;
using VfioActors.Runtime.Recordings;
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
        NodeFlags nodes = new();
        var record = SharedOptions.Text(
            "--record", "FILE", "write down what each actor receives, replay it in the world, make small what broke");
        var html = SharedOptions.Text("--html", "FILE", "write a page with plots that needs nothing beside it");
        var otlp = SharedOptions.Text("--otlp", "URL", "send metrics, spans and logs there by OTLP over HTTP");
        var folder = SharedOptions.Text("--out", "DIR", $"where traces go; {TraceStore.UsualFolder} when not said");
        var minimizing = SharedOptions.MinimizeTime();
        var known = SharedOptions.Known();
        Command command = new("storm", "Puts real Akka.NET actors under load: clients do what dice say, then "
            + "give everything back. Exits with 1 when a property is broken or something is left behind.");
        flags.AddTo(command);
        nodes.AddTo(command);
        command.Add(record);
        command.Add(html);
        command.Add(otlp);
        command.Add(minimizing);
        command.Add(known);
        command.Add(folder);
        command.SetAction(parsed =>
        {
            var cluster = nodes.Read(parsed);
            var options = flags.Read(parsed, cluster?.Nodes ?? 1) with { RecordTo = parsed.GetValue(record) };
            TraceStore store = new(parsed.GetValue(folder) ?? TraceStore.UsualFolder, null);
            var page = parsed.GetValue(html);
            Check(options.RecordTo, page);
            var words = string.Join(' ', parsed.Tokens.Select(token => ShellQuotes.Quoted(token.Value)));
            var limit = Numbers.Seconds("--minimize-time", parsed.GetValue(minimizing));
            Asked asked = new(options, page, $"{Product.Name} {words}", limit)
            {
                Otlp = parsed.GetValue(otlp),
                Known = KnownTraces.Read(parsed.GetValue(known) ?? []),
                Cluster = cluster is null ? null : cluster with { Storm = options },
            };
            if (asked is { Otlp: not null, Cluster: not null })
            {
                throw new UsageException("--otlp tells what one process measures: it goes without --nodes");
            }

            store = store.Checked(isSaid: parsed.GetValue(folder) is not null);
            return Storm(terminal, asked, store, parsed.GetValue(SharedOptions.Json));
        });
        return command;
    }

    /// <summary>Complains before the storm, not after it.</summary>
    private static void Check(string? recording, string? page)
    {
        if (page is not null) { WholeFile.Check(page); }
        if (recording is null) { return; }
        WholeFile.CheckPlace(recording);
        if (!TraceReader.IsTrace(recording) || !RecordingReader.IsRecording(recording)) { WholeFile.Check(recording); }
        RecordingFile.Check(recording);
        if (page is not null && FileBeside.TargetOf(page) == FileBeside.TargetOf(recording))
        {
            throw new UsageException($"{page} cannot be both the recording and the page");
        }
    }

    private static int Storm(Terminal terminal, Asked asked, TraceStore store, bool json)
    {
        using var export = StormExport.To(asked.Otlp);
        StormPage page = new(terminal);
        if (!json) { page.Before(asked.Options, asked.Cluster); }
        export?.Begin(asked.Options);
        if (Run(terminal, asked, export, json) is not { } outcome) { return ExitCode.Inconclusive; }
        export?.End(outcome.Report);
        if (export?.Loss() is { } loss) { terminal.Complain(loss); }
        if (!json) { page.Figures(outcome.Report, outcome.Cluster); }
        StormAftermath aftermath = new(terminal, store, json)
        {
            MinimizeTime = asked.MinimizeTime,
            Known = asked.Known,
        };
        if (asked.Options.RecordTo is { } file)
        {
            if (!json && !outcome.Report.IsUnrecorded) { page.Between(outcome.Report, file); }
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

    /// <returns>Null when a node of it ended by itself, which is told.</returns>
    private static StormOutcome? Run(Terminal terminal, Asked asked, StormExport? export, bool json)
    {
        if (asked.Cluster is not { } cluster)
        {
            StormLive live = new(terminal) { Judged = () => export?.Flush() };
            return new(live.Run(asked.Options, quiet: json));
        }

        try
        {
            var report = new ClusterLive(terminal).Run(cluster, quiet: json);
            return new(report.Storm) { Cluster = report };
        }
        catch (NodeEndedException failure)
        {
            terminal.Complain($"{failure.Message}; nothing is known of the storm");
            return null;
        }
    }

    private sealed record Asked(StormOptions Options, string? Html, string Command, TimeSpan? MinimizeTime)
    {
        internal string? Otlp { get; init; }

        internal KnownTraces Known { get; init; } = KnownTraces.None;

        internal ClusterStormOptions? Cluster { get; init; }
    }
}
