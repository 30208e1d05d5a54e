using Akka.Actor;
using VfioActors.Behaviors;

namespace VfioActors.Hosting.Kernels;

/// <summary>Answers <see cref="FindActor"/>.</summary>
/// <param name="Name">As asked.</param>
/// <param name="Actor">
/// Whom to send messages of its protocol, which are answered by plain messages to their sender; nobody when there is no
/// such actor.
/// </param>
/// <param name="Id">Its number, for messages that name actors; nobody when there is no such actor.</param>
public sealed record FoundActor(string Name, IActorRef Actor, ActorId Id);
