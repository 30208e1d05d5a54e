using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cluster;
using VfioActors.Storm;

namespace VfioActors.Cli.Storms;

/// <summary>The flags that say over how many nodes a storm goes, and which of them is killed.</summary>
internal sealed class NodeFlags
{
    /// <summary>The command that is a node, which a storm starts itself.</summary>
    public const string NodeCommand = "storm-node";

    /// <summary>Each is a process of some 150 MB.</summary>
    private const int NodesMost = 16;

    private readonly Option<string?> _nodes = SharedOptions.Text(
        "--nodes", "N", "over so many processes in one Akka.Cluster: machines are shards, clients are everywhere");
    private readonly Option<string?> _kill = SharedOptions.Text(
        "--kill-node", "NODE", "kill the process of a node, from 0, half-way; what is lost with it is named");
    private readonly Option<string?> _after = SharedOptions.Text(
        "--kill-after", "N", "kill it after so many operations of all clients instead of half-way");

    /// <summary>Gives a command these flags.</summary>
    public void AddTo(Command command)
    {
        command.Add(_nodes);
        command.Add(_kill);
        command.Add(_after);
    }

    /// <summary>What was asked for; the storm itself is still to be said.</summary>
    /// <returns>Null for a storm in this process.</returns>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public ClusterStormOptions? Read(ParseResult parsed)
    {
        var nodes = (int?)Numbers.Whole(_nodes.Name, parsed.GetValue(_nodes), 1, NodesMost);
        if (nodes is not { } count)
        {
            return parsed.GetValue(_kill) is null && parsed.GetValue(_after) is null
                ? null
                : throw new UsageException($"only one of several nodes can be killed: say how many, {_nodes.Name} 3");
        }

        var after = Numbers.Whole(_after.Name, parsed.GetValue(_after), 0);
        if (parsed.GetValue(_kill) is null)
        {
            return after is null
                ? Over(count)
                : throw new UsageException($"{_after.Name} says when, but not which: add {_kill.Name} 1");
        }

        if (count == 1) { throw new UsageException($"{_kill.Name} leaves no node of 1: at least 2 are needed"); }
        return Over(count) with
        {
            Kills = (int?)Numbers.Whole(_kill.Name, parsed.GetValue(_kill), 0, count - 1),
            KillsAfter = after,
        };
    }

    private static ClusterStormOptions Over(int nodes) => new()
    {
        Storm = new StormOptions(),
        Nodes = nodes,
        Program = Invocation.Itself(NodeCommand),
    };
}
