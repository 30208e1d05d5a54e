using VfioActors.Behaviors;

namespace VfioActors.Vfio.Faults.PageFaultQueues;

/// <summary>What a page fault queue of iommufd is like.</summary>
public sealed record PageFaultQueueOptions
{
    /// <summary>The IOMMU unit's fault handler.</summary>
    public required ActorId Reporter { get; init; }

    /// <summary>Who polls the file: it is told of each group; nobody when nobody does.</summary>
    public ActorId Poller { get; init; }

    /// <summary>How many groups may wait to be read, how many for their answers, how many pages for the last.</summary>
    public int GroupsMost { get; init; } = 4096;
}
