using Akka.Actor;

namespace VfioActors.Runtime.Control;

/// <summary>An actor that serves many runs.</summary>
/// <param name="Reset">The message by which it becomes as new.</param>
internal sealed record KeptActor(IActorRef Actor, object Reset)
{
    internal bool IsStopped => ((ActorCell)((ActorRefWithCell)Actor).Underlying).IsTerminated;

    internal ControlQueue Queue => ControlQueue.Of(Actor);
}
