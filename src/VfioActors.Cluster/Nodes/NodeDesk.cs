using Akka.Actor;
using VfioActors.Cluster.Letters;
using VfioActors.Cluster.Maps;

namespace VfioActors.Cluster.Nodes;

/// <summary>
/// What the actors around the post of a node know before there is one: who is placed here, who is where.
/// </summary>
internal sealed class NodeDesk
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, IActorRef> _machines = new(StringComparer.Ordinal);
    private StormMap? _map;
    private IReadOnlyList<IActorRef> _gates = [];
    private IReadOnlyList<Address> _addresses = [];
    private bool _isPlaced;
    private volatile NodePost? _post;

    /// <summary>What goes between the nodes; null until the actors of this one are about to start.</summary>
    internal NodePost? Post => _post;

    /// <summary>The machines that were placed here.</summary>
    internal IReadOnlyList<string> Machines
    {
        get { lock (_gate) { return [.. _machines.Keys]; } }
    }

    /// <summary>A machine is started here.</summary>
    /// <returns>False when all were placed before: it is one that was lost elsewhere.</returns>
    internal bool TryPlace(string machine, IActorRef entity)
    {
        lock (_gate)
        {
            if (_isPlaced) { return false; }
            _machines[machine] = entity;
            return true;
        }
    }

    /// <summary>All are placed.</summary>
    internal void Close(StormMap map, IReadOnlyList<IActorRef> gates, IReadOnlyList<Address> addresses)
    {
        lock (_gate) { (_isPlaced, _map, _gates, _addresses) = (true, map, gates, addresses); }
    }

    /// <summary>The post is there: what came before goes on.</summary>
    internal void Open(NodePost post, IActorRef gate)
    {
        _post = post;
        gate.Tell(PostOpened.Instance, ActorRefs.NoSender);
        lock (_gate)
        {
            foreach (var machine in _machines.Values) { machine.Tell(PostOpened.Instance, ActorRefs.NoSender); }
        }
    }

    /// <summary>The number of a node; null when it has none.</summary>
    internal int? NumberOf(Address address)
    {
        lock (_gate)
        {
            var place = _addresses.ToList().IndexOf(address);
            return place < 0 ? null : place;
        }
    }

    /// <summary>Tells the client's node that a machine has lost what it was.</summary>
    internal void Refuse(LetterRefused refused)
    {
        lock (_gate) { _gates[_map!.NodeOf(refused.Client)].Tell(refused, ActorRefs.NoSender); }
    }
}
