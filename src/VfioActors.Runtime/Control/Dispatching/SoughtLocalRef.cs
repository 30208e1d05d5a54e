using Akka.Actor;
using Akka.Actor.Internal;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>
/// A controlled actor that another made. It says when somebody looks among its children: a selection by a pattern that
/// finds nobody there says so to nobody else.
/// </summary>
/// <param name="room">Told.</param>
internal sealed class SoughtLocalRef(
    ControlRoom room, ActorSystemImpl system, Props props, IInternalActorRef supervisor, Akka.Actor.ActorPath path)
    : LocalActorRef(system, props, system.Dispatchers.Lookup(props.Dispatcher),
        system.Mailboxes.GetMailboxType(props, system.Dispatchers.Lookup(props.Dispatcher).Configurator.Config),
        supervisor, path)
{
    /// <inheritdoc/>
    public override IEnumerable<IActorRef> Children => Tell(room, this, base.Children);

    /// <inheritdoc/>
    public override IInternalActorRef GetSingleChild(string name) => Tell(room, this, base.GetSingleChild(name));

    /// <summary>Whom somebody finds among the children of an actor depends on who came and went.</summary>
    internal static T Tell<T>(ControlRoom room, IActorRef parent, T found)
    {
        room.Hearer?.Sought([.. parent.Path.Elements, "whoever"]);
        return found;
    }
}
