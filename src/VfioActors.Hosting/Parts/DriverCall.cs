using Akka.Actor;

namespace VfioActors.Hosting.Parts;

/// <summary>A call to the container that was not answered yet: answers come in the order of calls.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Caller">The player that made it; null where the part did.</param>
internal sealed record DriverCall(DriverCallKind Kind, IActorRef? Caller);
