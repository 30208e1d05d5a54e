using Akka.Actor;

namespace VfioActors.Hosting.Doors;

/// <summary>The actor behind the door is there.</summary>
/// <param name="Target">That actor.</param>
internal sealed record DoorOpens(IActorRef Target);
