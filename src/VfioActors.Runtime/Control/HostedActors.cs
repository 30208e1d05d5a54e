using Akka.Actor;
using VfioActors.Behaviors;

namespace VfioActors.Runtime.Control;

/// <summary>The real actors of one topology.</summary>
internal sealed class HostedActors(ActorHost host, Topology topology) : IBehaviorDecorator
{
    private (IActorRef Actor, ControlQueue Queue)[] _actors = [];

    internal ActorHost Host => host;

    public IBehavior<TState> Decorate<TState>(ActorId actor, IBehavior<TState> behavior)
        where TState : State => new HostedBehavior<TState>(behavior, actor, this);

    internal IActorRef ActorOf(ActorId actor) => _actors[actor.Value - 1].Actor;

    internal ControlQueue QueueOf(ActorId actor)
    {
        if (_actors.Length < topology.Count)
        {
            _actors = [.. topology.Actors.Select(one => host.ActorOf(topology.NameOf(one)))];
        }

        return _actors[actor.Value - 1].Queue;
    }
}
