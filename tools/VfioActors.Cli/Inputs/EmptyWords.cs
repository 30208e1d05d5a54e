using System.CommandLine;
using System.CommandLine.Parsing;

namespace VfioActors.Cli.Inputs;

/// <summary>Refuses words that are empty: no file, name or number is.</summary>
internal static class EmptyWords
{
    /// <summary>Looks at every flag and argument that was given.</summary>
    /// <exception cref="UsageException">One of them is empty, or nothing but spaces.</exception>
    public static void Refuse(ParseResult parsed)
    {
        foreach (var child in parsed.CommandResult.Children)
        {
            if (!child.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value))) { continue; }
            var (name, accepted) = child switch
            {
                OptionResult { Option: var option } => (option.Name, option.HelpName),
                ArgumentResult { Argument: var argument } => (argument.Name, argument.Description),
                _ => ("a word", null),
            };
            throw new UsageException(accepted is null ? $"{name} is empty" : $"{name} is empty, accepted is {accepted}");
        }
    }
}
