using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Hypervisors;

/// <summary>What a hypervisor is like.</summary>
public sealed record HypervisorOptions
{
    /// <summary>The registry of the user's regions.</summary>
    public required ActorId Registry { get; init; }

    /// <summary>The IOMMU.</summary>
    public required ActorId Unit { get; init; }

    /// <summary>Which defects are on.</summary>
    public DefectSet Defects { get; init; } = DefectSet.None;

    /// <summary>The process that runs the guest.</summary>
    public ProcessId User { get; init; }

    /// <summary>The window that is attached from the start, with its number; none when not given.</summary>
    public (WindowOptions Window, int Number)? StartsWith { get; init; }

    /// <summary>How many hypercalls may be made at once: one a processor.</summary>
    public int CallsMax { get; init; } = 64;
}
