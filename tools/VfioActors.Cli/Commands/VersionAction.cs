using System.CommandLine;
using System.CommandLine.Invocation;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Commands;

/// <summary>Says the version, and nothing of where or from what it was built.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    private const string Name = "--version";

    /// <inheritdoc/>
    /// <remarks>A command is missing beside it, which is as it should be; whatever else is there is refused.</remarks>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var words = parseResult.Tokens.Select(token => token.Value);
        if (words.FirstOrDefault(word => word != Name) is { } other)
        {
            throw new UsageException($"'{other}' is one word too many: {Name} stands alone");
        }

        parseResult.InvocationConfiguration.Output.WriteLine($"{Product.Name} {Product.Version}");
        return ExitCode.Held;
    }
}
