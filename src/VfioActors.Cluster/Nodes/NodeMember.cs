using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Remote;
using Akka.Remote.Transport;
using VfioActors.Behaviors;
using VfioActors.Cluster.Letters;

namespace VfioActors.Cluster.Nodes;

/// <summary>One member of the cluster: its actor system, the region of the machines, its gate.</summary>
internal sealed class NodeMember : IAsyncDisposable
{
    private const string MachinesType = "machine";
    private const string GateName = "gate";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly int _nodes;
    private readonly NodeDesk _desk;
    private readonly Akka.Cluster.Cluster _cluster;

    /// <param name="nodes">How many members there will be.</param>
    /// <param name="mayCut">Whether its links may be cut.</param>
    /// <param name="desk">What its actors know.</param>
    internal NodeMember(int nodes, bool mayCut, NodeDesk desk)
    {
        (_nodes, _desk) = (nodes, desk);
        var config = mayCut ? NodeSettings.Cuttable.WithFallback(NodeSettings.Config) : NodeSettings.Config;
        System = (ExtendedActorSystem)ActorSystem.Create("storm", config);
        _cluster = Akka.Cluster.Cluster.Get(System);
    }

    /// <summary>The actor system.</summary>
    internal ExtendedActorSystem System { get; }

    /// <summary>The region of the machines.</summary>
    internal IActorRef Machines { get; private set; } = ActorRefs.Nobody;

    /// <summary>Its gate.</summary>
    internal IActorRef Gate { get; private set; } = ActorRefs.Nobody;

    /// <summary>Where it is.</summary>
    internal Address Address => _cluster.SelfAddress;

    /// <summary>Joins, and waits until all members are up and have a region.</summary>
    /// <param name="seed">The first member.</param>
    /// <param name="nameOf">The name of the machine of an actor.</param>
    internal async Task JoinAsync(Address seed, Func<ActorId, string> nameOf)
    {
        Gate = System.ActorOf(Props.CreateBy(new GateProducer(_desk)), GateName);
        Machines = await ClusterSharding.Get(System).StartAsync(
            MachinesType, name => Props.CreateBy(new MachineProducer(name, _desk)),
            ClusterShardingSettings.Create(System), new MachineExtractor(nameOf)).ConfigureAwait(false);

        // Behind the region, so that whoever keeps the state of the shards is there when this member is counted.
        await _cluster.JoinAsync(seed).ConfigureAwait(false);
        while (_cluster.State.Members.Count(member => member.Status == MemberStatus.Up) < _nodes
            || await RegionsAsync().ConfigureAwait(false) < _nodes)
        {
            await Task.Delay(Pause).ConfigureAwait(false);
        }
    }

    /// <summary>Has machines started, each where the cluster puts it.</summary>
    internal async Task PlaceAsync(int machines)
    {
        for (var machine = 0; machine < machines; machine++)
        {
            await Machines.Ask<MachinePlaced>(new PlaceMachine(machine), Timeout.InfiniteTimeSpan)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Finds the gate of another member.</summary>
    internal IActorRef GateOf(Address address) =>
        System.Provider.ResolveActorRef(new RootActorPath(address) / "user" / GateName);

    /// <summary>Cuts the links to other members, in both directions, as a firewall would that drops all.</summary>
    internal async Task CutAsync(IEnumerable<Address> addresses)
    {
        var transport = ((IRemoteActorRefProvider)System.Provider).Transport;
        foreach (var address in addresses)
        {
            var isCut = await transport.ManagementCommand(new SetThrottle(
                address, ThrottleTransportAdapter.Direction.Both, Blackhole.Instance)).ConfigureAwait(false);
            if (!isCut) { throw new InvalidOperationException($"the transport does not cut the link to {address}"); }
        }
    }

    /// <summary>Tells the cluster that members are down.</summary>
    internal void Down(IEnumerable<Address> addresses)
    {
        foreach (var address in addresses) { _cluster.Down(address); }
    }

    public async ValueTask DisposeAsync() => await System.Terminate().ConfigureAwait(false);

    private async Task<int> RegionsAsync()
    {
        var regions = await Machines.Ask<CurrentRegions>(
            GetCurrentRegions.Instance, Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        return regions.Regions.Count;
    }
}
