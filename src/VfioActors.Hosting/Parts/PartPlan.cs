using VfioActors.Behaviors;

namespace VfioActors.Hosting.Parts;

/// <summary>One part of a topology.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">The actor of the topology that it stands for.</param>
/// <param name="Make">Makes its actor.</param>
internal sealed record PartPlan(string Name, ActorId Place, Func<PartActor> Make);
