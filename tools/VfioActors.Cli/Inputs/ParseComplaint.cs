using System.CommandLine;
using System.CommandLine.Parsing;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Inputs;

/// <summary>What is wrong with words that cannot be parsed.</summary>
internal static class ParseComplaint
{
    /// <summary>One line: the first thing that is wrong, what may have been meant, and where to read on.</summary>
    public static string Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var help = string.Join(' ', [.. PathTo(parsed.CommandResult), "--help"]);
        var complaint = parsed.UnmatchedTokens is [var unknown, ..] ? Unknown(command, unknown)
            : Missing(parsed.CommandResult) ?? parsed.Errors[0].Message.TrimEnd('.');
        return $"{complaint}; see '{help}'";
    }

    /// <summary>There is no such flag or command.</summary>
    public static string Unknown(Command command, string word)
    {
        var isOption = word.StartsWith('-');
        string[] known = isOption
            ? [.. command.Options.SelectMany(NamesOf).Union([SharedOptions.JsonName, "--help"])]
            : [.. CommandsOf(command)];
        return known.Length == 0
            ? $"'{word}' is one word too many"
            : Suggestions.Complaint(isOption ? "no option" : "no command", word, known);
    }

    private static IEnumerable<string> NamesOf(Option option) =>
        option.Aliases.Where(alias => alias.StartsWith("--", StringComparison.Ordinal)).Prepend(option.Name);

    /// <summary>Those that help shows.</summary>
    private static IEnumerable<string> CommandsOf(Command command) =>
        command.Subcommands.Where(one => !one.Hidden).Select(one => one.Name);

    private static string? Missing(CommandResult result)
    {
        var command = result.Command;
        if (command.Subcommands.Count > 0)
        {
            return $"a command is missing: {string.Join(", ", CommandsOf(command))}";
        }

        var argument = command.Arguments.FirstOrDefault(one =>
            one.Arity.MinimumNumberOfValues > 0 && result.GetResult(one) is not { Tokens.Count: > 0 });
        return argument is null ? null : Needs(command, argument);
    }

    /// <summary>Something is not said that must be.</summary>
    public static string Needs(Command command, Argument argument) =>
        $"'{command.Name}' needs {argument.Name}: {argument.Description}";

    private static IEnumerable<string> PathTo(CommandResult result) =>
        result.Parent is CommandResult parent
            ? [.. PathTo(parent), result.Command.Name]
            : [Product.Name];
}
