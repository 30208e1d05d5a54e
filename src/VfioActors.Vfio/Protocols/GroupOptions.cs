using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Protocols;

/// <summary>What one group is like.</summary>
/// <param name="Name">Its name in notes.</param>
/// <param name="Actor">Its actor.</param>
public sealed record GroupOptions(string Name, ActorId Actor)
{
    /// <summary>The IOMMU behind it; nobody for a group of emulated devices.</summary>
    public ActorId Unit { get; init; }

    /// <summary>Groups of the same kind at the same IOMMU can share a domain.</summary>
    public int DomainKind { get; init; }

    /// <summary>The addresses that the IOMMU does not translate, each with its last byte included.</summary>
    public IReadOnlyList<(Iova First, Iova Last)> Reserved { get; init; } = [];

    /// <summary>The last address that the IOMMU translates.</summary>
    public Iova Last { get; init; } = new(ulong.MaxValue);

    /// <summary>A bit for each size of page that the IOMMU knows.</summary>
    public ulong PageSizes { get; init; } = 0x40201000;

    /// <summary>Whether its DMA never bypasses the caches: VFIO_DMA_CC_IOMMU.</summary>
    public bool Coherent { get; init; }

    /// <summary>Whether its interrupts cannot be forged by others.</summary>
    public bool IsolatesInterrupts { get; init; } = true;

    /// <summary>The driver of its device; nobody when the device has none that pins.</summary>
    public ActorId Driver { get; init; }

    /// <summary>Whether its file is open from the start.</summary>
    public bool StartsOpen { get; init; }

    /// <summary>The container that it is in from the start.</summary>
    public ActorId StartsIn { get; init; }

    /// <summary>Whether its device is open from the start.</summary>
    public bool StartsWithDeviceOpen { get; init; }

    /// <summary>Which defects are on.</summary>
    public DefectSet Defects { get; init; } = DefectSet.None;

    /// <summary>How many devices it has.</summary>
    public int Devices { get; init; } = 1;

    /// <summary>
    /// Whether its device does DMA with no IOMMU in front of it at all, and the user is trusted: no-IOMMU mode.
    /// </summary>
    public bool HasNoIommu { get; init; }

    /// <summary>Whether an IOMMU is behind it.</summary>
    public bool IsBacked => Unit.IsSomebody;
}
