using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.States;

/// <summary>What one container is like.</summary>
public sealed record ContainerOptions
{
    /// <summary>How its kernel behaves.</summary>
    public KernelModel Kernel { get; init; } = KernelModel.Fixed;

    /// <summary>The memory of its users.</summary>
    public required ActorId Memory { get; init; }

    /// <summary>The groups that may come to be in it.</summary>
    public required IReadOnlyList<GroupOptions> Groups { get; init; }

    /// <summary>How many mappings it may have: dma_entry_limit.</summary>
    public int MappingsMax { get; init; } = 65535;

    /// <summary>How many calls may wait, 1 to 64; one more is answered EAGAIN.</summary>
    public int RequestsMax { get; init; } = 32;

    /// <summary>Whether its file is open from the start.</summary>
    public bool StartsOpen { get; init; }

    /// <summary>Its kind from the start; none when it has no groups yet.</summary>
    public ContainerKind StartsAs { get; init; }

    /// <summary>The groups that are attached from the start, each with its domain: none for an emulated one.</summary>
    public IReadOnlyList<(ActorId Group, DomainId Domain)> StartsWith { get; init; } = [];

    /// <summary>The drivers that are told of unmaps from the start.</summary>
    public IReadOnlyList<ActorId> StartsTelling { get; init; } = [];

    /// <summary>Whether huge pages are left unused when pinning: disable_hugepages.</summary>
    public bool PinsSinglePages { get; init; }

    /// <summary>Whether memory for the record of a pin may be missing: then either is tried.</summary>
    public bool RecordsMayFail { get; init; }

    /// <summary>Whether memory for the record of a mapping may be missing: then either is tried.</summary>
    public bool MappingRecordsMayFail { get; init; }

    /// <summary>
    /// Whether an IOMMUFD address space does what a type1 container does: a difference to accesses by IOVA only.
    /// </summary>
    public bool IsIommufd { get; init; }

    /// <summary>Whether the machine has IOMMUs of the POWER platform: then there is no type1.</summary>
    public bool IsSpapr { get; init; }

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
