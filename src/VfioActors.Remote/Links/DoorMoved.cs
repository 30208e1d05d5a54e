using Akka.Actor;

namespace VfioActors.Remote.Links;

/// <summary>Where the door on the other node is now.</summary>
/// <param name="Door">That door.</param>
internal sealed record DoorMoved(IActorRef Door);
