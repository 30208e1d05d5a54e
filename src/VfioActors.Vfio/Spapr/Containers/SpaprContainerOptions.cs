using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>What one sPAPR container and its machine are like.</summary>
public sealed record SpaprContainerOptions
{
    /// <summary>The rules of the kernel.</summary>
    public SpaprRules Rules { get; init; } = SpaprRules.Fixed;

    /// <summary>Which defects are on.</summary>
    public DefectSet Defects { get; init; } = DefectSet.None;

    /// <summary>The memory of its users.</summary>
    public required ActorId Memory { get; init; }

    /// <summary>The registry of their regions.</summary>
    public required ActorId Registry { get; init; }

    /// <summary>The IOMMU.</summary>
    public required ActorId Unit { get; init; }

    /// <summary>The groups that may come to be in it.</summary>
    public required IReadOnlyList<GroupOptions> Groups { get; init; }

    /// <summary>The size of the default window in bytes; 0 for a machine without.</summary>
    public ByteCount DefaultWindow { get; init; } = new(1UL << 31);

    /// <summary>Whether windows can be made and removed.</summary>
    public bool HasDynamicWindows { get; init; } = true;

    /// <summary>A bit for each size of IOMMU page that a window may have.</summary>
    public ulong PageSizes { get; init; } = 0x40211000;

    /// <summary>How many calls may be made at once, 1 or more; one more is answered EAGAIN.</summary>
    public int CallsMax { get; init; } = 32;

    /// <summary>Whether memory for records may be missing: then either is tried.</summary>
    public bool RecordsMayFail { get; init; }

    /// <summary>Its kind from the start; with one its file is open, its groups are attached.</summary>
    public SpaprKind StartsAs { get; init; }

    /// <summary>The groups that are in it from the start.</summary>
    public IReadOnlyList<ActorId> StartsWith { get; init; } = [];

    /// <summary>The windows that it has from the start, their tables charged to nobody.</summary>
    public IReadOnlyList<OwnWindow> StartsWithWindows { get; init; } = [];

    /// <summary>Whether a container that starts with a kind still has to make its default window.</summary>
    public bool StartsPending { get; init; }

    /// <summary>What a group is like.</summary>
    internal GroupOptions Of(ActorId group)
    {
        foreach (var known in Groups)
        {
            if (known.Actor == group) { return known; }
        }

        throw new BrokenPromiseException($"no group is {group}");
    }
}
