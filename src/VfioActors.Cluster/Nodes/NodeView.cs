using VfioActors.Behaviors;
using VfioActors.Cluster.Maps;
using VfioActors.Cluster.Orders;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Cluster.Nodes;

/// <summary>
/// A storm at rest as one node sees it: its own actors, and what the books of clients elsewhere say. A client of a lost
/// node is who gave back here in its place.
/// </summary>
/// <param name="map">Who lives where.</param>
/// <param name="self">This node.</param>
/// <param name="post">Its actors.</param>
/// <param name="books">Of the clients that do not rest with nothing.</param>
internal sealed class NodeView(StormMap map, int self, NodePost post, IReadOnlyList<ClientBook> books) : IWorldView
{
    private readonly SortedDictionary<ActorId, State> _others = [];

    /// <summary>
    /// Whether a claim about each actor by itself is looked at, which every node does for its own: then the machines of
    /// others are as they were at the start.
    /// </summary>
    internal bool IsInParts { get; set; }

    public Topology Topology => map.Topology;

    public string NameOf(ActorId actor) => map.Topology.NameOf(actor);

    public State StateOf(ActorId actor)
    {
        if (map.NodeOf(actor) == self) { return post.Actors.StateOf(actor); }
        if (!map.IsClient(actor) && !IsInParts) { throw new NotHereException(actor); }
        if (!_others.TryGetValue(actor, out var state)) { _others[actor] = state = Other(actor); }
        return state;
    }

    private State Other(ActorId actor) =>
        map.IsClient(actor) ? ClientOf(actor) : map.Topology.Make(actor, new(keeps: false)).State;

    /// <summary>A client of a lost node that has nothing here is at rest here.</summary>
    private State ClientOf(ActorId client)
    {
        if (post.HeirOf(client) is { } heir) { return heir.Cell.State; }
        var state = map.Topology.Make(client, new(keeps: false)).State;
        ClientBook.Fill((StormClientState)state, books.FirstOrDefault(book => book.Client == client.Value));
        return state;
    }
}
