using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>A controlled actor at the top, as <see cref="SoughtLocalRef"/> is one below.</summary>
internal sealed class SoughtRepointableRef(ControlRoom room, ActorSystemImpl system, Props props,
    MessageDispatcher dispatcher, MailboxType mailbox, IInternalActorRef supervisor, Akka.Actor.ActorPath path)
    : RepointableActorRef(system, props, dispatcher, mailbox, supervisor, path)
{
    /// <inheritdoc/>
    public override IEnumerable<IActorRef> Children => SoughtLocalRef.Tell(room, this, base.Children);

    /// <inheritdoc/>
    public override IInternalActorRef GetSingleChild(string name) => SoughtLocalRef.Tell(room, this, base.GetSingleChild(name));
}
