using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Hosting.Events;
using VfioActors.Hosting.Telemetry;

namespace VfioActors.Hosting.Parts;

/// <summary>What every part has.</summary>
/// <param name="Name">The name of the actor of the topology that it stands for, and its own.</param>
/// <param name="Place">That actor.</param>
/// <param name="Patience">How long its player may take for an answer that others wait for.</param>
/// <param name="NextOperation">Numbers for operations, each another one.</param>
/// <param name="Events">Who is told what happens.</param>
internal sealed record PartOptions(
    string Name, ActorId Place, TimeSpan Patience, Func<OperationId> NextOperation, VfioEvents Events)
{
    /// <summary>Who counts the calls of its player.</summary>
    internal CallMeter Meter { get; init; } = new(Name);
}
