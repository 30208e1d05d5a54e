using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Runtime.Control;

/// <summary>What the shadows of one topology share: says in a world what real actors did.</summary>
/// <param name="usesHands">Whether a step may run several actors.</param>
internal sealed class ShadowStage(ActorSession session, bool usesHands, Opening opening)
{
    private readonly List<ActorDeed> _deeds = [];
    private ActorPath _path = new(opening);
    private int _sent;

    internal ActorSession Session => session;

    internal bool UsesHands => usesHands;

    /// <summary>A world makes its actors in their order: with the first of them a new path begins.</summary>
    internal ActorPath PathFor(int place) => place == 0 ? _path = new(opening) : _path;

    /// <summary>Says what was done in the step of an actor that alone ran in it.</summary>
    internal void Tell(Outbox outbox, int place)
    {
        foreach (var deed in session.Deeds)
        {
            switch (deed.Kind)
            {
                case ActorDeedKind.Sent: Send(outbox, in deed); break;
                case ActorDeedKind.Scheduled: SetTimer(outbox, in deed); break;
                default: CheckForeseen(place, deed.Actor); break;
            }
        }
    }

    /// <summary>Says what was done in a step, each by the hand of the actor that did it.</summary>
    internal void Act(Outbox outbox, int place)
    {
        _sent = 0;
        _deeds.Clear();
        _deeds.AddRange(session.Deeds);
        Acted(outbox, place, 0);
        var deeds = session.Deeds;
        for (var at = 0; at < deeds.Length;)
        {
            var (first, actor, sends) = (at, deeds[at].Actor, 0);
            for (; at < deeds.Length && deeds[at].Actor == actor && deeds[at].Kind != ActorDeedKind.Scheduled; at++)
            {
                if (deeds[at].Kind == ActorDeedKind.Sent) { sends++; }
            }

            if (at > first) { Acted(outbox, actor, sends); }
            else { SetTimer(outbox, in deeds[at++]); }
        }
    }

    /// <summary>Sends the next messages of the step in hand.</summary>
    internal void Send(Outbox outbox, int sends)
    {
        for (; sends > 0; _sent++)
        {
            if (_deeds[_sent].Kind != ActorDeedKind.Sent) { continue; }
            Send(outbox, _deeds[_sent]);
            sends--;
        }
    }

    private static void Send(Outbox outbox, in ActorDeed deed)
    {
        if (deed.Operation > 0) { outbox.Serving = new(deed.Operation); }
        outbox.Send(new ActorId(deed.Number + 1), new AkkaMessage.Tell(new(deed.Actor + 1)));
    }

    private static void SetTimer(Outbox outbox, in ActorDeed deed) =>
        outbox.After(new((long)deed.Detail), new AkkaMessage.Timer(deed.Number));

    private void Acted(Outbox outbox, int place, int sends) =>
        outbox.Send(new ActorId(1 + session.Places.Names.Count + place), new AkkaMessage.Acted(sends));

    private void CheckForeseen(int place, int ran)
    {
        if (ran == place) { return; }
        var (step, other) = (session.Places.Names[place], session.Places.Names[ran]);
        throw new UnfitScenarioException(
            $"{other} ran in a step of {step}, which the first runs did not show: say TouchesOthers");
    }
}
