using Akka.Actor;
using VfioActors.Behaviors;

namespace VfioActors.Runtime;

/// <summary>Who the actors of a topology are: those of our own tree, and any others that stand for one.</summary>
public sealed class ActorDirectory
{
    private readonly IActorRef[] _refs;
    private readonly bool[] _isOutside;

    internal ActorDirectory(Topology topology, IReadOnlyDictionary<ActorId, IActorRef> outside)
    {
        Topology = topology;
        _refs = new IActorRef[topology.Count + 1];
        Array.Fill(_refs, ActorRefs.Nobody);
        _isOutside = new bool[topology.Count + 1];
        foreach (var (actor, reference) in outside)
        {
            (_refs[actor.Value], _isOutside[actor.Value]) = (reference, true);
        }
    }

    /// <summary>Which actors there are.</summary>
    public Topology Topology { get; }

    /// <summary>The actor of a number; <see cref="ActorRefs.Nobody"/> for nobody.</summary>
    public IActorRef this[ActorId actor] => _refs[actor.Value];

    /// <summary>Whether somebody outside our tree stands for the actor.</summary>
    public bool IsOutside(ActorId actor) => _isOutside[actor.Value];

    /// <summary>Finds an actor by its name in the topology.</summary>
    public IActorRef? Find(string name) => Topology.TryFind(name, out var actor) ? this[actor] : null;

    internal void Enter(ActorId actor, IActorRef reference) => _refs[actor.Value] = reference;
}
