using System.CommandLine;
using System.CommandLine.Invocation;
using VfioActors.Cli.Commands;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Conformance.Recordings;
using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Worlds;
using VfioActors.Tracing.Files;

namespace VfioActors.Cli;

/// <summary>The program as a function: words in, text out, and a code for the shell.</summary>
public static class EntryPoint
{
    /// <summary>Commands that end in a verdict, which the shell is told even when nobody can read it.</summary>
    private static readonly string[] Judging =
        ["check", "explore", "replay", "museum", "storm", "conform", "judge", "fuzz-region"];

    /// <summary>Does what the words ask for.</summary>
    /// <param name="words">The words after the program's name.</param>
    /// <param name="terminal">Where it writes.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> words, Terminal terminal)
    {
        using LastingWriter output = new(terminal.Output);
        using LastingWriter error = new(terminal.Error);
        var lasting = terminal.With(output, error);
        var parsed = RootOf(lasting).Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var code = Run(parsed, lasting);
        output.Flush();
        if (output.Failure is not { } failure) { return code; }
        lasting.Complain($"the output could not be written: {failure.Message}");
        return Judging.Contains(parsed.CommandResult.Command.Name) ? code : ExitCode.Usage;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        try
        {
            return parsed.Action is ParseErrorAction
                ? throw new UsageException(ParseComplaint.Of(parsed))
                : Invoke(parsed, terminal);
        }
        catch (Exception failure) when (IsOfTheUser(failure))
        {
            if (failure is UsageException { Lines.Count: > 0 } at) { terminal.Complain(at.Lines); }
            else { terminal.Complain(failure.Message); }
            return ExitCode.Usage;
        }
        catch (OutOfMemoryException)
        {
            terminal.Complain("out of memory, before anything was known");
            return ExitCode.Inconclusive;
        }
        catch (Exception failure)
        {
            terminal.Error.WriteLine($"{Product.Name}: internal error, please report it: {failure}");
            return ExitCode.Internal;
        }
    }

    private static int Invoke(ParseResult parsed, Terminal terminal)
    {
        UnmeantWords.Refuse(parsed);
        return parsed.Invoke(new()
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    private static bool IsOfTheUser(Exception failure) =>
        failure is UsageException or TraceFormatException or RecordingException or IOException or HiddenStateException
            or UnfitScenarioException or CheckpointException;

    private static RootCommand RootOf(Terminal terminal)
    {
        RootCommand root = new("Explores every order of the messages that Linux device pass-through exchanges, and "
            + "shows the order that breaks a property.")
        {
            SharedOptions.Json,
            ListCommand.Make(terminal),
            CheckCommand.Make(terminal),
            NewCommand.Make(terminal),
            ExploreCommand.Make(terminal),
            ReplayCommand.Make(terminal),
            MinimizeCommand.Make(terminal),
            ShowCommand.Make(terminal),
            MuseumCommand.Make(terminal),
            StormCommand.Make(terminal),
            StormNodeCommand.Make(terminal),
            NodeCommand.Make(terminal),
            NodeCommand.MakeStarted(terminal),
            ConformCommand.Make(terminal),
            JudgeCommand.Make(terminal),
            FuzzRegionCommand.Make(terminal),
        };
        HelpWithExamples.AddTo(root);
        foreach (var version in root.Options.OfType<VersionOption>()) { version.Action = new VersionAction(); }
        return root;
    }
}
