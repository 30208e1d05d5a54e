using VfioActors.Behaviors;

namespace VfioActors.Vfio.DeviceGroups;

/// <summary>What a group is like.</summary>
public sealed record DeviceGroupOptions
{
    /// <summary>Its devices.</summary>
    public required IReadOnlyList<ActorId> Devices { get; init; }

    /// <summary>How many tags each device knows: tags are below it. 0 for none.</summary>
    public int PasidsMax { get; init; } = 16;

    /// <summary>What is attached at the start.</summary>
    public GroupDomain Domain { get; init; } = GroupDomain.Default;

    /// <summary>
    /// What takes the place of a user's domain that leaves: the blocking one where a user owns the group.
    /// </summary>
    public GroupDomain CoreDomain { get; init; } = GroupDomain.Default;

    /// <summary>Whether the devices send DMA under one requester id, as behind a bridge: what goes for one goes for
    /// all.</summary>
    public bool IsAliased { get; init; }

    /// <summary>Whether to attach may fail for want of memory.</summary>
    public bool MemoryMayFail { get; init; }
}
