using System.CommandLine;
using System.CommandLine.Invocation;
using VfioActors.Cli.Commands;
using VfioActors.Cli.Inputs;
using VfioActors.Conformance.Recordings;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Tracing;

namespace VfioActors.Cli;

/// <summary>The program as a function: words in, text out, and a code for the shell.</summary>
public static class CommandLine
{
    /// <summary>Does what the words ask for.</summary>
    /// <param name="words">The words after the program's name.</param>
    /// <param name="terminal">Where it writes.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> words, Terminal terminal)
    {
        var parsed = RootOf(terminal).Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            return parsed.Action is ParseErrorAction
                ? throw new UsageException(ParseComplaint.Of(parsed))
                : parsed.Invoke(new()
                {
                    Output = terminal.Output,
                    Error = terminal.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                });
        }
        catch (Exception failure) when (IsOfTheUser(failure))
        {
            terminal.Error.WriteLine($"{Product.Name}: {OneLine.Of(failure.Message)}");
            return ExitCode.Usage;
        }
        catch (Exception failure)
        {
            terminal.Error.WriteLine($"{Product.Name}: internal error, please report it: {failure}");
            return ExitCode.Internal;
        }
    }

    private static bool IsOfTheUser(Exception failure) =>
        failure is UsageException or TraceFormatException or RecordingException or IOException or HiddenStateException
            or UnfitScenarioException;

    private static RootCommand RootOf(Terminal terminal)
    {
        RootCommand root = new("Explores every order of the messages that Linux device pass-through exchanges, and "
            + "shows the order that breaks a property.")
        {
            SharedOptions.Json,
            ListCommand.Make(terminal),
            ExploreCommand.Make(terminal),
            ReplayCommand.Make(terminal),
            MinimizeCommand.Make(terminal),
            ShowCommand.Make(terminal),
            MuseumCommand.Make(terminal),
            StormCommand.Make(terminal),
            ConformCommand.Make(terminal),
        };
        HelpWithExamples.AddTo(root);
        foreach (var version in root.Options.OfType<VersionOption>()) { version.Action = new VersionAction(); }
        return root;
    }
}
