using VfioActors.Behaviors;
using VfioActors.Runtime.Control.Sessions;
using VfioActors.Runtime.Control.Sharing;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Proxies;

/// <summary>What the shadows of one topology share: says in a world what real actors did.</summary>
/// <param name="session">The actors.</param>
/// <param name="leftOut">What runs begin without.</param>
internal sealed class ProxyStage(ActorSession session, LeftOut leftOut)
{
    private ActorPath _path = new(leftOut);

    internal ActorSession Session => session;

    /// <summary>A world makes its actors in their order: with the first of them a new path begins.</summary>
    internal ActorPath PathFor(int place) => place == 0 ? _path = new(leftOut) : _path;

    /// <summary>Says what was done when the run began: nobody could see in what order.</summary>
    internal void Begin(Outbox outbox)
    {
        foreach (var deed in session.Deeds)
        {
            if (deed.Kind is ActorDeedKind.Sent or ActorDeedKind.Scheduled or ActorDeedKind.Resumed)
            {
                Tell(outbox, in deed);
            }
        }
    }

    /// <summary>Says what was done in a step.</summary>
    internal void Tell(Outbox outbox)
    {
        foreach (var deed in session.Deeds) { Tell(outbox, in deed); }
    }

    /// <summary>Whose step it is, from the number of who takes it in the topology.</summary>
    internal int SourceOf(ActorId actor) => actor.Value <= session.Places.Names.Count
        ? actor.Value - 1
        : actor.Value - 1 - session.Places.Names.Count + ActorPlaces.Beside;

    private ActorId IdOf(int source) => source < ActorPlaces.Beside
        ? new(source + 1)
        : new(source - ActorPlaces.Beside + 1 + session.Places.Names.Count);

    private void Tell(Outbox outbox, in ActorDeed deed)
    {
        var actor = IdOf(deed.Actor);
        var other = deed.Kind is ActorDeedKind.Sent or ActorDeedKind.Resumed ? IdOf(deed.Number) : actor;
        switch (deed.Kind)
        {
            case ActorDeedKind.Sent:
                outbox.Pass(Envelope.Of(actor, other, outbox.Serving, outbox.Step, new AkkaMessage.Tell(actor)));
                return;
            case ActorDeedKind.Scheduled:
                outbox.After(actor, new((long)deed.Detail), new AkkaMessage.Timer(deed.Number));
                return;
            case ActorDeedKind.Resumed:
                outbox.Resume(actor, other, (int)deed.Detail, new AkkaMessage.Task((int)deed.Detail));
                return;
            case ActorDeedKind.Ran:
                outbox.TakePart(actor);
                return;
            default:
                outbox.Touch(deed.Number, deed.Kind == ActorDeedKind.Changed);
                return;
        }
    }
}
