using Akka.Actor;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Sharing;

namespace VfioActors.Runtime.Control.Sessions;

/// <summary>Whose doing something in the step in hand is: an actor's, or of what is done beside it.</summary>
internal sealed class StepSource(ActorPlaces places)
{
    private int _beside = -1;

    /// <summary>The place of the actor whose step it is.</summary>
    internal int Stepper { get; private set; }

    /// <summary>A run begins.</summary>
    internal void Begin() => _beside = -1;

    /// <summary>A step begins.</summary>
    /// <param name="actor">Whose it is, or beside whom it is taken.</param>
    internal void Begin(int actor) => Stepper = actor & ~ActorPlaces.Beside;

    /// <summary>What an actor does until that is over is done beside it.</summary>
    internal void GoBeside(int actor) => _beside = actor;

    /// <summary>What is done beside an actor is over.</summary>
    internal void ComeBack() => _beside = -1;

    /// <summary>Where something comes from.</summary>
    /// <param name="queue">Of the actor that does it; null for nobody.</param>
    internal int PlaceOf(ControlQueue? queue)
    {
        if (queue is null) { return 0; }
        var place = places.PlaceOf(queue);
        return place == _beside ? place + ActorPlaces.Beside : place;
    }

    /// <summary>The place of the parent of an actor.</summary>
    internal int ParentOf(ControlQueue queue)
    {
        if (queue.ParentPlace >= 0) { return queue.ParentPlace; }
        var parent = places.PlaceOf(((IInternalActorRef)queue.Owner).Parent);
        if (places.AreFrozen) { queue.ParentPlace = parent; }
        return parent;
    }
}
