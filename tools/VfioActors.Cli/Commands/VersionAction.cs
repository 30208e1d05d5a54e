using System.CommandLine;
using System.CommandLine.Invocation;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Commands;

/// <summary>Says the version, and nothing of where or from what it was built.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"{Product.Name} {Product.Version}");
        return ExitCode.Held;
    }
}
