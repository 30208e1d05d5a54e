using Akka.Actor;
using VfioActors.Hosting.Telemetry;

namespace VfioActors.Hosting.Doors;

/// <summary>A call that somebody made and that was not answered yet.</summary>
/// <param name="message">The call itself.</param>
/// <param name="call">What becomes of it.</param>
/// <param name="asker">Who gets the answer.</param>
/// <param name="isWhole">Whether the answer goes as one message.</param>
internal sealed class OpenCall(object message, DoorCall call, IActorRef asker, bool isWhole)
{
    private readonly List<object> _parts = [];

    internal object Message => message;

    /// <summary>When it came; 0 when nobody wants to know.</summary>
    internal long Begun { get; } = CallMeter.Begin();

    internal DoorCall Call => call;

    internal void Answer(object answer, bool isLast, IActorRef door)
    {
        if (!isWhole) { asker.Tell(answer, door); }
        else if (isLast) { asker.Tell(new WholeAnswer(_parts, answer), door); }
        else { _parts.Add(answer); }
    }
}
