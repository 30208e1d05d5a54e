using System.CommandLine;
using System.CommandLine.Parsing;

namespace VfioActors.Cli.Inputs;

/// <summary>
/// Refuses words that nobody means, wherever they stand: empty ones, since no file, name or number is empty, and those
/// that look like a flag where a file or a name is expected.
/// </summary>
internal static class UnmeantWords
{
    private const string Flag = "--";

    /// <summary>Looks at every flag and argument that was given.</summary>
    /// <exception cref="UsageException">One of them is empty, or a flag that is not known.</exception>
    public static void Refuse(ParseResult parsed)
    {
        var ends = parsed.Tokens.Any(token => token is { Type: TokenType.DoubleDash });
        foreach (var child in parsed.CommandResult.Children)
        {
            foreach (var word in child.Tokens.Select(token => token.Value))
            {
                if (string.IsNullOrWhiteSpace(word)) { throw new UsageException(Empty(child)); }
                if (!ends && word.StartsWith(Flag, StringComparison.Ordinal))
                {
                    throw new UsageException(ParseComplaint.Unknown(parsed.CommandResult.Command, word));
                }
            }
        }
    }

    private static string Empty(SymbolResult child)
    {
        var (name, accepted) = child switch
        {
            OptionResult { Option: var option } => (option.Name, option.HelpName),
            ArgumentResult { Argument: var argument } => (argument.Name, argument.Description),
            _ => ("a word", null),
        };
        return accepted is null ? $"{name} is empty" : $"{name} is empty, accepted is {accepted}";
    }
}
