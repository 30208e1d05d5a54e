using Akka.Actor;
using VfioActors.Hosting.Telemetry;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Parts;

/// <summary>A call to the container that was not answered yet: answers come in the order of calls.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Caller">The player that made it; null where the part did.</param>
internal sealed record DriverCall(DriverCallKind Kind, IActorRef? Caller)
{
    /// <summary>Where the references begin that are given back; null when none are.</summary>
    internal Iova? Unpinned { get; init; }

    /// <summary>When it began; 0 when nobody wants to know.</summary>
    internal long Begun { get; } = CallMeter.Begin();
}
