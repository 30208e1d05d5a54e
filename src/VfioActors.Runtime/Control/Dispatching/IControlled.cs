using Akka.Actor;
using VfioActors.Runtime.Control.Mishaps;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>Hears what controlled actors do, on the thread that controls them.</summary>
internal interface IControlled
{
    /// <summary>An actor was sent a message, which it does not get before it is delivered.</summary>
    /// <param name="from">The actor that was running; null for none.</param>
    void Posted(ControlQueue? from, ControlQueue to, in Akka.Actor.Envelope envelope);

    /// <summary>An actor was sent something after it had stopped.</summary>
    void Missed(IActorRef gone);

    /// <summary>An actor had something scheduled.</summary>
    /// <param name="setter">The actor that was running; null for none.</param>
    void Scheduled(ControlQueue? setter, VirtualTimer timer);

    /// <summary>An actor ran that was not the one whose step it is.</summary>
    /// <param name="isNew">Whether it had only just been made.</param>
    void Touched(ControlQueue actor, bool isNew);

    /// <summary>An actor is made.</summary>
    /// <param name="maker">The actor that is running; null for none.</param>
    void Made(ControlQueue? maker, ControlQueue actor);

    /// <summary>An actor that was made could start.</summary>
    /// <param name="maker">The actor that is running; null for none.</param>
    /// <returns>Whether it starts when it is told to; false for at once.</returns>
    bool Born(ControlQueue? maker, ControlQueue actor);

    /// <summary>Something went wrong that Akka.NET only tells, or not even that.</summary>
    void Went(in Mishap mishap);

    /// <summary>Whether it was told that somebody failed by an exception.</summary>
    bool Knows(Exception failure);

    /// <summary>An actor has stopped.</summary>
    void Ended(ControlQueue actor);

    /// <summary>An actor can go on with something.</summary>
    /// <param name="by">The actor that was running; null for none.</param>
    /// <returns>Whether it does so when it is told to; false for at once.</returns>
    bool Resumed(ControlQueue? by, PendingTask task);

    /// <summary>Something was looked at or changed that actors share beside their messages.</summary>
    /// <param name="kind">What.</param>
    /// <param name="actor">The actor that it belongs to; null for nobody.</param>
    /// <param name="number">Among the objects that a scenario declared which.</param>
    void Shared(SharedKind kind, IActorRef? actor, int number, bool changes);

    /// <summary>A router looked at how full the mailbox of an actor is.</summary>
    void Counted(IActorRef router, ControlQueue routee);

    /// <summary>Somebody looked for an actor at a path.</summary>
    void Sought(IReadOnlyList<string> path);
}
