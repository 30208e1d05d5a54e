using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;

namespace VfioActors.Scenarios.Workloads.Vmms;

/// <summary>What a user of devices with fault queues knows and does.</summary>
public sealed record VmmOptions
{
    /// <summary>What it does, one after the other.</summary>
    public IReadOnlyList<VmmStep> Script { get; init; } = [];

    /// <summary>The queue of each device, by the device's number.</summary>
    public required IReadOnlyList<ActorId> Queues { get; init; }

    /// <summary>How the queues show themselves.</summary>
    public FaultInterface Interface { get; init; } = FaultInterface.OneRegion;

    /// <summary>The IOMMU unit's fault handler, which passes answers on to devices.</summary>
    public required ActorId Reporter { get; init; }

    /// <summary>The guest; nobody when there is none.</summary>
    public ActorId Guest { get; init; }

    /// <summary>Whether it goes on reading rings whenever it is signalled, at the end of its script too.</summary>
    public bool Serves { get; init; }

    /// <summary>How many records it remembers.</summary>
    public int RecordsMost { get; init; } = 4096;
}
