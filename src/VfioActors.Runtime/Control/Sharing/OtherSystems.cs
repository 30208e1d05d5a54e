using Akka.Actor;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>
/// Knows actors of another actor system than the controlled one: they run on threads of their own, and may answer when
/// the search is long over.
/// </summary>
internal static class OtherSystems
{
    /// <summary>Whether something stands for an actor, or for all of them.</summary>
    internal static bool IsDoor(Type type) => typeof(IActorRef).IsAssignableFrom(type)
        || typeof(ActorSystem).IsAssignableFrom(type) || typeof(ActorSelection).IsAssignableFrom(type);

    /// <summary>The other actor system that something leads to, in words; null when it leads to none.</summary>
    internal static string? NameOf(object one, ActorSystem home) => one switch
    {
        ActorSystem system => ReferenceEquals(system, home) ? null : $"actors of the system {system.Name}",
        ActorSelection { Anchor: { } anchor } => NameOf(anchor, home),
        ActorRefWithCell { Underlying.System: { } system } => NameOf(system, home),
        IInternalActorRef { IsLocal: false } remote => $"actors of {remote.Path.Address}",
        _ => null,
    };
}
