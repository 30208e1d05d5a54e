using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Runtime.Dispatch;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Doors;

/// <summary>One kind of call that a door takes.</summary>
/// <param name="Name">Its kind, such as <c>Container.Map</c>.</param>
/// <param name="Put">Puts the call into an envelope.</param>
/// <param name="Refuse">The answer that refuses it; null for calls that are never answered.</param>
internal sealed record DoorCall(
    string Name, Func<object, ActorId, ActorId, OperationId, PooledEnvelope> Put, Func<Errno, object>? Refuse)
{
    /// <summary>What goes before it, from the same caller; null for nothing.</summary>
    internal Func<object, ActorId, ActorId, OperationId, IEnumerable<PooledEnvelope>>? Lead { get; init; }
}
