using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cluster;
using VfioActors.Cluster.Fleets;
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
    private readonly Option<string?> _cut = SharedOptions.Text(
        "--cut-node", "NODE", "cut the links of a node, from 0, half-way; both sides live on and are judged");
    private readonly Option<string?> _after = SharedOptions.Text(
        "--after", "N", "kill or cut after so many operations of all clients instead of half-way");

    /// <summary>Gives a command these flags.</summary>
    public void AddTo(Command command)
    {
        command.Add(_nodes);
        command.Add(_kill);
        command.Add(_cut);
        command.Add(_after);
    }

    /// <summary>What was asked for; the storm itself is still to be said.</summary>
    /// <returns>Null for a storm in this process.</returns>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public ClusterStormOptions? Read(ParseResult parsed)
    {
        var (kill, cut) = (parsed.GetValue(_kill), parsed.GetValue(_cut));
        var after = Numbers.Whole(_after.Name, parsed.GetValue(_after), 0);
        if (kill is not null && cut is not null)
        {
            throw new UsageException($"{_kill.Name} or {_cut.Name}, not both: one thing befalls one node");
        }

        if (kill is null && cut is null && after is not null)
        {
            throw new UsageException($"{_after.Name} says when, but not what: add {_kill.Name} 1 or {_cut.Name} 1");
        }

        var flag = cut is null ? _kill : _cut;
        var nodes = (int?)Numbers.Whole(_nodes.Name, parsed.GetValue(_nodes), 1, NodesMost);
        return (nodes, cut ?? kill) switch
        {
            (null, null) => null,
            (null, _) => throw new UsageException($"{flag.Name} is for one of several: say how many, {_nodes.Name} 3"),
            ({ } count, null) => Over(count),
            (1, _) => throw new UsageException($"{flag.Name} leaves no other node of 1: at least 2 are needed"),
            ({ } count, var node) => Over(count) with
            {
                Fault = new(
                    cut is null ? NodeFaultKind.Kill : NodeFaultKind.Cut,
                    (int)Numbers.Whole(flag.Name, node, 0, count - 1)!.Value,
                    after),
            },
        };
    }

    private static ClusterStormOptions Over(int nodes) => new()
    {
        Storm = new StormOptions(),
        Nodes = nodes,
        Program = Invocation.Itself(NodeCommand),
    };
}
