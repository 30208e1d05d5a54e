using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Mishaps;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Systems;

/// <summary>
/// Hears what Akka.NET says went wrong, in the step in which it did: messages that nobody handled, dead letters, and
/// exceptions that are only logged.
/// </summary>
internal sealed class MishapEar(ControlRoom room, ExtendedActorSystem system) : MinimalActorRef
{
    public override Akka.Actor.ActorPath Path { get; } = system.Provider.RootPath / "vfio-actors-mishaps";

    public override IActorRefProvider Provider => system.Provider;

    internal void Listen()
    {
        system.EventStream.Subscribe(this, typeof(UnhandledMessage));
        system.EventStream.Subscribe(this, typeof(DeadLetter));
        system.EventStream.Subscribe(this, typeof(Error));
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        switch (message)
        {
            // The parent of all hears the answers to what a stage tells, and nobody asked for them.
            case UnhandledMessage unhandled when !ControlPaths.IsRoot(unhandled.Recipient):
                room.Hearer?.Went(new(MishapKind.Unhandled, unhandled.Recipient, unhandled.Message));
                break;
            // What Akka.NET itself still tells one who has stopped meanwhile, as to go on, nobody is to hear.
            case DeadLetter { Message: not ISystemMessage } dead:
                room.Hearer?.Went(new(MishapKind.DeadLetter, dead.Recipient, dead.Message));
                break;
            case Error { Cause: { } cause and not ActorKilledException } error:
                if (room.Hearer?.Knows(cause) == false)
                {
                    room.Hearer.Went(new(MishapKind.Failure, ActorAt(error.LogSource), cause));
                }

                break;
            default: break;
        }
    }

    /// <summary>Mostly it is the one that runs. To look for another looks whose children come and go.</summary>
    private IActorRef ActorAt(string path) =>
        room.Acting?.Owner is { } acting && acting.Path.ToString() == path
            ? acting
            : system.Provider.ResolveActorRef(path);
}
