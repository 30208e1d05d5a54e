using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Hosting.Events;
using VfioActors.Hosting.Telemetry;

namespace VfioActors.Hosting.Doors;

/// <summary>What one door is like.</summary>
/// <param name="Name">The name of the actor that it leads to, and its own.</param>
/// <param name="Target">That actor.</param>
/// <param name="Protocol">What may be asked of it.</param>
/// <param name="Callers">Who stands in the topology for callers: one for each call that is in flight.</param>
/// <param name="WaitingMost">How many calls may wait.</param>
/// <param name="NextOperation">Numbers for operations, each another one.</param>
internal sealed record DoorOptions(
    string Name, ActorId Target, DoorProtocol Protocol, IReadOnlyList<ActorId> Callers, int WaitingMost,
    Func<OperationId> NextOperation)
{
    /// <summary>Who is told what happens.</summary>
    internal VfioEvents Events { get; init; } = new();

    /// <summary>Who counts the calls.</summary>
    internal CallMeter Meter { get; init; } = new(Name);
}
