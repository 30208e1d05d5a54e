using Akka.Actor;
using Akka.Actor.Internal;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>A controlled actor at the top, as <see cref="SoughtLocalRef"/> is one below.</summary>
/// <param name="room">Told.</param>
internal sealed class SoughtRepointableRef(
    ControlRoom room, ActorSystemImpl system, Props props, IInternalActorRef supervisor, Akka.Actor.ActorPath path)
    : RepointableActorRef(system, props, system.Dispatchers.Lookup(props.Dispatcher),
        system.Mailboxes.GetMailboxType(props, system.Dispatchers.Lookup(props.Dispatcher).Configurator.Config),
        supervisor, path)
{
    /// <inheritdoc/>
    public override IEnumerable<IActorRef> Children => SoughtLocalRef.Tell(room, this, base.Children);

    /// <inheritdoc/>
    public override IInternalActorRef GetSingleChild(string name) =>
        SoughtLocalRef.Tell(room, this, base.GetSingleChild(name));
}
