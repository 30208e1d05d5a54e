using Akka.Actor;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>An actor that serves many runs.</summary>
/// <param name="reset">The message by which it becomes as new.</param>
internal sealed class KeptActor(string name, IActorRef actor, object reset)
{
    private readonly ActorCell _cell = (ActorCell)((ActorRefWithCell)actor).Underlying;

    internal string Name => name;

    internal IActorRef Actor => actor;

    internal object Reset => reset;

    internal ControlQueue Queue { get; } = ControlQueue.Of(actor);

    internal bool IsStopped => _cell.IsTerminated;
}
