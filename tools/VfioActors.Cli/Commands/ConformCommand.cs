using System.CommandLine;
using VfioActors.Cli.Conformities;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Conformance.Recordings;

namespace VfioActors.Cli.Commands;

/// <summary><c>conform</c>: holds the behaviours against what a real kernel was recorded to do.</summary>
internal static class ConformCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string[]> files = new("FILE")
        {
            HelpName = "FILE",
            Description = "a recording, compressed when its name ends in .gz",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<bool> all = new("--all") { Description = "the first difference of each case, not only of all" };
        Command command = new("conform", "Performs the operations that were recorded of a real kernel by the "
            + "behaviours, and compares what each comes to: answers, locked memory, mappings left, callbacks, pages, "
            + "translations, dirty bits, pins, bytes. The kernel is the one that the recording names. With --json a "
            + "line for each file.")
        {
            files,
            all,
        };
        command.SetAction(parsed => Conform(
            terminal, parsed.GetValue(files) ?? [], parsed.GetValue(SharedOptions.Json), parsed.GetValue(all)));
        return command;
    }

    private static int Conform(Terminal terminal, string[] files, bool json, bool all)
    {
        // All are looked into before any is performed: what is no recording is said before there is any output.
        using RecordingStore store = new(files);
        List<ConformityDocument> rows = [];
        var page = json ? null : new ConformityPage(terminal, files);
        RecordingException? failure = null;
        foreach (var file in files)
        {
            if (failure is not null || terminal.Cancellation.IsCancellationRequested) { break; }
            ConformityRun run = new(terminal, file);
            try
            {
                run.Do(store.Take(file));
            }
            catch (RecordingException wrong)
            {
                failure = wrong;
            }

            // What was found before the file went wrong stays found.
            if (failure is not null && run.Report.FirstDifference is null) { break; }
            var row = ConformityDocument.Of(file, run.Report, run.Cut, all);
            rows.Add(row);
            page?.Row(row);
            if (json) { Json.Write(terminal.Output, row); }
        }

        page?.End(rows);
        var code = Judge(rows, files.Length, failure);
        if (failure is not null) { terminal.Error.WriteLine($"{Product.Name}: {OneLine.Of(failure.Message)}"); }
        return code;
    }

    /// <summary>A difference is a difference, whatever went wrong behind it.</summary>
    private static int Judge(List<ConformityDocument> rows, int files, RecordingException? failure)
    {
        var isBroken = rows.Exists(row => row.FirstDifference is not null);
        return isBroken ? ExitCode.Broken
            : failure is not null ? ExitCode.Usage
            : rows.Count == files && rows.TrueForAll(row => row.VerdictReason is null) ? ExitCode.Held
            : ExitCode.Inconclusive;
    }
}
