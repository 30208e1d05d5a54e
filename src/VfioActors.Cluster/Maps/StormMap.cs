using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Storms;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Cluster.Maps;

/// <summary>On which node each actor of a storm lives: machines where they were placed, clients in turn.</summary>
internal sealed class StormMap
{
    private readonly int[] _nodes;
    private readonly IReadOnlyList<int> _homes;

    /// <param name="setup">The storm.</param>
    /// <param name="nodes">How many nodes there are.</param>
    /// <param name="homes">The node of each machine.</param>
    internal StormMap(Setup setup, int nodes, IReadOnlyList<int> homes)
    {
        (Topology, Nodes, _homes) = (setup.Topology, nodes, homes);
        Machines = StormScenario.MachinesOf(setup.Topology, setup.Arguments);
        FirstClient = new(Machines[^1].Last.Value + 1);
        _nodes = new int[Topology.Count + 1];
        foreach (var actor in Topology.Actors)
        {
            _nodes[actor.Value] = IsClient(actor)
                ? (actor.Value - FirstClient.Value) % nodes
                : homes[MachineAt(actor)];
        }
    }

    /// <summary>All actors of the storm.</summary>
    internal Topology Topology { get; }

    /// <summary>How many nodes there are.</summary>
    internal int Nodes { get; }

    /// <summary>The machines.</summary>
    internal IReadOnlyList<StormMachine> Machines { get; }

    /// <summary>The clients are the actors from this one on.</summary>
    internal ActorId FirstClient { get; }

    /// <summary>How many clients there are.</summary>
    internal int Clients => Topology.Count - FirstClient.Value + 1;

    /// <summary>Whether an actor is a client.</summary>
    internal bool IsClient(ActorId actor) => actor >= FirstClient;

    /// <summary>The node that an actor lives on.</summary>
    internal int NodeOf(ActorId actor) => _nodes[actor.Value];

    /// <summary>The machine of an actor that is no client.</summary>
    internal StormMachine MachineOf(ActorId actor) => Machines[MachineAt(actor)];

    /// <summary>The machines of a node.</summary>
    internal IEnumerable<StormMachine> MachinesOf(int node) =>
        Machines.Where((_, number) => _homes[number] == node);

    /// <summary>The clients of a node.</summary>
    internal IEnumerable<ActorId> ClientsOf(int node) =>
        Topology.Actors.Where(actor => IsClient(actor) && NodeOf(actor) == node);

    private int MachineAt(ActorId actor) => (actor.Value - 1) / Machines[0].Last.Value;
}
