using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>The mailbox type of a controlled actor system; chosen by HOCON.</summary>
public sealed class ControlMailbox : MailboxType, IProducesMessageQueue<UnboundedDequeMessageQueue>
{
    private readonly ControlRoom _room;

    /// <summary>Called by Akka.NET.</summary>
    /// <exception cref="ConfigurationException">The actor system is not a controlled one.</exception>
    public ControlMailbox(Settings settings, Config config)
        : base(settings, config) => _room = ControlSetup.RoomOf(settings);

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        ControlPaths.Controls(owner) ? Made(owner) : new UnboundedDequeMessageQueue();

    private ControlQueue Made(IActorRef owner)
    {
        ControlQueue queue = new(_room, owner);
        _room.Hearer?.Made(_room.Acting, queue);
        return queue;
    }
}
