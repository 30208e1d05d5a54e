using System.CommandLine;
using VfioActors.Cli.Storms;
using VfioActors.Cli.Terminals;
using VfioActors.Cluster.Nodes;

namespace VfioActors.Cli.Commands;

/// <summary><c>storm-node</c>: one node of a storm over nodes, which the storm starts itself.</summary>
internal static class StormNodeCommand
{
    /// <summary>Makes the command, which no help shows.</summary>
    public static Command Make(Terminal terminal)
    {
        Command command = new(NodeFlags.NodeCommand, "Is a node of a storm over nodes.") { Hidden = true };
        command.SetAction(_ =>
        {
            // Ctrl-C goes to all processes of a terminal: whoever started the storm ends it, and its nodes go on until
            // they are told.
            StormNode.RunAsync(Console.In, terminal.Output).GetAwaiter().GetResult();
            return ExitCode.Held;
        });
        return command;
    }
}
