using Akka.Actor;
using VfioActors.Behaviors;
using VfioActors.Cluster.Letters;
using VfioActors.Cluster.Maps;
using VfioActors.Runtime;
using VfioActors.Runtime.Dispatch;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Cluster.Nodes;

/// <summary>
/// What goes between this node and others: requests of clients go by the region of the machines, which knows where each
/// lives; answers go to the gate of the client's node.
/// </summary>
/// <remarks>
/// When a node is lost, its machines are lost for the clients here: what is open there is answered EIO. What its
/// clients have at the machines here is given back by an heir, as a kernel does for a process that dies. Letters of the
/// lost that come later are dropped, as if they had been lost on the link.
/// </remarks>
/// <param name="map">Who lives where.</param>
/// <param name="self">This node.</param>
/// <param name="routes">How to get to the others.</param>
internal sealed class NodePost(StormMap map, int self, NodeRoutes routes)
{
    private readonly TaskCompletionSource<BehaviorSystem> _actors =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ClientTab[] _tabs =
    [
        .. map.Topology.Actors.Where(map.IsClient).Select(client => new ClientTab(
            new(map.Topology, client, map.Clients))),
    ];
    private readonly int[] _lost = new int[map.Nodes];
    private int _inherited;

    /// <summary>How to get to the others.</summary>
    internal NodeRoutes Routes => routes;

    /// <summary>Letters that came and went.</summary>
    internal LetterCounts Counts { get; } = new(map.Nodes, self);

    /// <summary>How many things clients of lost nodes had here, which heirs give back.</summary>
    internal int Inherited => Volatile.Read(ref _inherited);

    /// <summary>The actors of this node, once they are started; who asks before waits.</summary>
    internal BehaviorSystem Actors => _actors.Task.GetAwaiter().GetResult();

    /// <summary>The nodes that are lost, and settled here.</summary>
    internal IReadOnlyList<int> Lost => [.. Enumerable.Range(0, map.Nodes).Where(IsLost)];

    /// <summary>Those who are not here.</summary>
    internal IEnumerable<ActorId> Others => map.Topology.Actors.Where(actor => map.NodeOf(actor) != self);

    /// <summary>The actors are started.</summary>
    internal void Open(BehaviorSystem actors) => _actors.SetResult(actors);

    /// <summary>Who stands for a client of a lost node here, as it is; null when nobody does.</summary>
    internal StormTab? HeirOf(ActorId client)
    {
        var tab = TabOf(client);
        lock (tab) { return tab.Heir is null ? null : tab.Tab; }
    }

    /// <summary>An actor of this node sends another node's something. On the sender's thread.</summary>
    internal void Send(PooledEnvelope pooled)
    {
        if (map.IsClient(pooled.Envelope.To)) { Answer(pooled); }
        else { Ask(pooled); }
    }

    /// <summary>A letter of a client comes to a machine.</summary>
    internal void TakeRequest(StormLetter letter)
    {
        ref readonly var envelope = ref letter.Envelope;
        var tab = TabOf(envelope.From);
        lock (tab)
        {
            if (tab.Heir is not null) { return; }
            tab.Tab.Asked(envelope.Operation, letter.Call);
            Hand(letter);
        }
    }

    /// <summary>A letter of a machine comes to a client. On the thread of the gate.</summary>
    internal void TakeAnswer(StormLetter letter)
    {
        if (!IsLost(map.NodeOf(letter.Envelope.From))) { Hand(letter); }
    }

    /// <summary>A machine that was started again knows nothing of what it was asked.</summary>
    internal void TakeRefusal(LetterRefused refused) => Lose(map.MachineOf(refused.Asked), refused.Client);

    /// <summary>A node is lost. On the thread of the gate.</summary>
    internal void Lose(int node)
    {
        if (node == self || IsLost(node)) { return; }
        Volatile.Write(ref _lost[node], 1);
        foreach (var machine in map.MachinesOf(node))
        {
            foreach (var client in map.ClientsOf(self)) { Lose(machine, client); }
        }

        if (!map.MachinesOf(self).Any()) { return; }
        foreach (var client in map.ClientsOf(node)) { Bury(client); }
    }

    private void Ask(PooledEnvelope pooled)
    {
        ref readonly var envelope = ref pooled.Envelope;
        var node = map.NodeOf(envelope.To);
        if (IsLost(node))
        {
            Lose(map.MachineOf(envelope.To), envelope.From);
            return;
        }

        var client = (StormClientState)Actors.StateOf(envelope.From);
        Counts.CountSent(node);
        routes.Machines.Tell(new StormLetter(pooled, client.Open[envelope.Operation]), ActorRefs.NoSender);
    }

    private void Answer(PooledEnvelope pooled)
    {
        ref readonly var envelope = ref pooled.Envelope;
        var tab = TabOf(envelope.To);
        lock (tab)
        {
            if (tab.Heir is { } heir)
            {
                Counts.CountOwnSent();
                heir.Tell(pooled, ActorRefs.NoSender);
                return;
            }

            tab.Tab.Answered(in envelope);
            var node = map.NodeOf(envelope.To);
            Counts.CountSent(node);
            routes.Gates[node].Tell(new StormLetter(pooled, default), ActorRefs.NoSender);
        }
    }

    private void Hand(StormLetter letter)
    {
        Counts.CountHanded(map.NodeOf(letter.Envelope.From));
        Actors.Directory[letter.Envelope.To].Tell(new PooledEnvelope(in letter.Envelope), ActorRefs.NoSender);
    }

    private void Lose(StormMachine machine, ActorId client)
    {
        var lost = Envelope.Of(
            machine.First, client, new StormClientMessage.Lost(machine.First, machine.Last))
            .Serving(default, Envelope.Beyond);
        Counts.CountOwnSent();
        Actors.Directory[client].Tell(new PooledEnvelope(in lost), ActorRefs.NoSender);
    }

    private void Bury(ActorId client)
    {
        var tab = TabOf(client);
        lock (tab)
        {
            Interlocked.Add(ref _inherited, ((StormClientState)tab.Tab.Cell.State).Held.Count);
            var halt = tab.Tab.Inherit();
            tab.Heir = routes.Inherit(tab.Tab.Cell, this);
            Counts.CountOwnSent();
            tab.Heir.Tell(new PooledEnvelope(in halt), ActorRefs.NoSender);
        }
    }

    private bool IsLost(int node) => Volatile.Read(ref _lost[node]) != 0;

    private ClientTab TabOf(ActorId client) => _tabs[client.Value - map.FirstClient.Value];
}
