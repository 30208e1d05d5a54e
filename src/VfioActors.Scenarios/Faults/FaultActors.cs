using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Vmms;
using VfioActors.Vfio.Faults.Endpoints;
using VfioActors.Vfio.Faults.Records;

namespace VfioActors.Scenarios.Faults;

/// <summary>Who is who in a scenario about fault queues: what the properties look at.</summary>
public sealed record FaultActors
{
    /// <summary>The queue of each device.</summary>
    public required IReadOnlyList<ActorId> Queues { get; init; }

    /// <summary>The interrupts of each device.</summary>
    public required IReadOnlyList<ActorId> Interrupts { get; init; }

    /// <summary>The IOMMU unit's fault handler.</summary>
    public required ActorId Reporter { get; init; }

    /// <summary>The users with what they do.</summary>
    public required IReadOnlyList<(ActorId User, IReadOnlyList<VmmStep> Script)> Users { get; init; }

    /// <summary>The devices that fault with what they do.</summary>
    public required IReadOnlyList<(ActorId Endpoint, IReadOnlyList<EndpointStep> Script)> Endpoints { get; init; }

    /// <summary>How the queues show themselves.</summary>
    public required FaultInterface Interface { get; init; }

    /// <summary>Whether an actor is a queue with two regions.</summary>
    internal bool HasTwoRegions(ActorId actor) => Interface == FaultInterface.TwoRegions && Queues.Contains(actor);
}
