using System.CommandLine;
using VfioActors.Cli.Conformities;
using VfioActors.Cli.Outputs;
using VfioActors.Conformance.Actors;
using VfioActors.Conformance.Recordings;
using VfioActors.Conformance.Reports;

namespace VfioActors.Cli.Commands;

/// <summary><c>conform</c>: holds the behaviours against what a real kernel was recorded to do.</summary>
internal static class ConformCommand
{
    private const long OrderSeed = 1;

    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string[]> files = new("FILE")
        {
            HelpName = "FILE",
            Description = "a recording, compressed when its name ends in .gz",
            Arity = ArgumentArity.OneOrMore,
        };
        Command command = new("conform", "Performs the operations that were recorded of a real kernel by the "
            + "behaviours, and compares what each comes to: answers, locked memory, mappings left, callbacks, pages, "
            + "translations, dirty bits, pins, bytes. The kernel is the one that the recording names. With --json a "
            + "line for each file.")
        {
            files,
        };
        command.SetAction(parsed =>
        {
            var json = parsed.GetValue(SharedOptions.Json);
            return Conform(terminal, parsed.GetValue(files) ?? [], json);
        });
        return command;
    }

    private static int Conform(Terminal terminal, string[] files, bool json)
    {
        // All are read before any is performed: what cannot be read is said before there is any output.
        List<(string File, Recording Recording)> recordings =
            [.. files.Select(file => (file, RecordingReader.Read(file)))];
        List<ConformityDocument> rows = [];
        var page = json ? null : new ConformityPage(terminal, files);
        foreach (var (file, recording) in recordings)
        {
            if (terminal.Cancellation.IsCancellationRequested) { break; }
            var row = Row(terminal, file, recording);
            rows.Add(row);
            page?.Row(row);
            if (json) { Json.Write(terminal.Output, row); }
        }

        page?.End(rows);
        if (rows.Any(row => row.FirstDifference is not null)) { return ExitCode.Broken; }
        return rows.Count == files.Length ? ExitCode.Held : ExitCode.Inconclusive;
    }

    private static ConformityDocument Row(Terminal terminal, string file, Recording recording)
    {
        using ProgressLine progress = new(terminal);
        progress.Show(file);
        var report = Conformity.Check(recording, header => new ActorPerformer(header, OrderSeed));
        return ConformityDocument.Of(file, report);
    }
}
