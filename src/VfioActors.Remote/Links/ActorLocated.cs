using Akka.Actor;
using VfioActors.Hosting.Kernels;

namespace VfioActors.Remote.Links;

/// <summary>Another node said who an actor is.</summary>
/// <param name="Asker">Who wants to know.</param>
/// <param name="Found">What it said; null when it did not.</param>
/// <param name="Failure">Why it did not; null when it did.</param>
internal sealed record ActorLocated(IActorRef Asker, FoundActor? Found, Exception? Failure);
