using System.CommandLine;
using System.CommandLine.Parsing;
using VfioActors.Cli.Commands;

namespace VfioActors.Cli.Inputs;

/// <summary>What is wrong with words that cannot be parsed.</summary>
internal static class ParseComplaint
{
    /// <summary>One line: the first thing that is wrong, a name that may have been meant, and where to read on.</summary>
    public static string Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var help = string.Join(' ', [.. PathTo(parsed.CommandResult), "--help"]);
        return parsed.UnmatchedTokens is [var unknown, ..]
            ? $"{Unknown(command, unknown)}; see '{help}'"
            : $"{parsed.Errors[0].Message.TrimEnd('.')}; see '{help}'";
    }

    private static string Unknown(Command command, string word)
    {
        var isOption = word.StartsWith('-');
        string[] known = isOption
            ? [.. command.Options.Select(option => option.Name), SharedOptions.JsonName, "--help"]
            : [.. command.Subcommands.Select(one => one.Name)];
        return known.Length == 0
            ? $"'{word}' is one word too many"
            : Nearest.Complaint(isOption ? "option" : "command", word, known);
    }

    private static IEnumerable<string> PathTo(CommandResult result) =>
        result.Parent is CommandResult parent
            ? [.. PathTo(parent), result.Command.Name]
            : [Product.Name];
}
