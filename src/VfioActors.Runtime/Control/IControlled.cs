namespace VfioActors.Runtime.Control;

/// <summary>Hears what controlled actors do, on the thread that controls them.</summary>
internal interface IControlled
{
    /// <summary>An actor was sent a message, which it does not get before it is delivered.</summary>
    /// <param name="from">The actor that was running; null for none.</param>
    void Posted(ControlQueue? from, ControlQueue to, in Akka.Actor.Envelope envelope);

    /// <summary>An actor had something scheduled.</summary>
    /// <param name="setter">The actor that was running; null for none.</param>
    void Scheduled(ControlQueue? setter, VirtualTimer timer);

    /// <summary>An actor ran that was not the one whose step it is.</summary>
    /// <param name="isNew">Whether it had only just been made.</param>
    void Touched(ControlQueue actor, bool isNew);

    /// <summary>An actor is made.</summary>
    /// <param name="maker">The actor that is running; null for none.</param>
    void Made(ControlQueue? maker, ControlQueue actor);

    /// <summary>Something went wrong that Akka.NET only tells, or not even that.</summary>
    void Went(in Mishap mishap);
}
