using Akka.Actor;
using VfioActors.Hosting.Telemetry;

namespace VfioActors.Hosting.Parts;

/// <summary>A call of a guest that was not answered yet.</summary>
/// <param name="Name">Its kind.</param>
/// <param name="Message">The call.</param>
/// <param name="Caller">The player that made it; null where the part did.</param>
internal sealed record GuestCall(string Name, object Message, IActorRef? Caller)
{
    /// <summary>When it began; 0 when nobody wants to know.</summary>
    internal long Begun { get; } = CallMeter.Begin();
}
