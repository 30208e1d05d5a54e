using VfioActors.Behaviors;

namespace VfioActors.Hosting.Topologies;

/// <summary>
/// Actors by name before they are made, so that each may know all others: their numbers are those of their order.
/// </summary>
internal sealed class ActorPlan
{
    private readonly List<(string Name, Action<Topology> Add)> _actors = [];
    private readonly SortedDictionary<string, ActorId> _ids = new(StringComparer.Ordinal);

    /// <summary>The number of a planned actor; nobody for no name.</summary>
    internal ActorId this[string? name] => name is null ? ActorId.Nobody : _ids[name];

    /// <summary>Plans an actor. Its behaviour is made when all are planned.</summary>
    internal void Add<TState>(string name, Func<IBehavior<TState>> make)
        where TState : State
    {
        _actors.Add((name, topology => topology.Add(name, make())));
        _ids.Add(name, new(_actors.Count));
    }

    /// <summary>Makes all of them.</summary>
    internal Topology Build()
    {
        Topology topology = new();
        foreach (var (_, add) in _actors) { add(topology); }
        return topology;
    }
}
