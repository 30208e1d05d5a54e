using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Regions;

/// <summary>What one device's fault queue is like.</summary>
public sealed record FaultQueueOptions
{
    /// <summary>The page size of most hosts: bytes.</summary>
    public const int SmallPage = 4096;

    /// <summary>The page size of some arm64 and ppc64 hosts: bytes.</summary>
    public const int LargePage = 65536;

    /// <summary>How many records a ring has since v9.</summary>
    public const int UsualRecords = 512;

    /// <summary>The number of the region type since v12.</summary>
    public const int UsualType = 4;

    /// <summary>The device, as its reporter knows it.</summary>
    public DeviceId Device { get; init; }

    /// <summary>The IOMMU unit's fault handler.</summary>
    public required ActorId Reporter { get; init; }

    /// <summary>The device's interrupts.</summary>
    public required ActorId Interrupts { get; init; }

    /// <summary>How it shows itself.</summary>
    public FaultInterface Interface { get; init; } = FaultInterface.OneRegion;

    /// <summary>The page size of the host: bytes, a power of two.</summary>
    public int PageSize { get; init; } = SmallPage;

    /// <summary>How many slots the user asked for; one always stays empty.</summary>
    public int Records { get; init; } = UsualRecords;

    /// <summary>The size of a record as the user reads it: bytes.</summary>
    public int RecordSize { get; init; } = RecordBytes.Merged;

    /// <summary>Whether the ring can be mapped: it then begins at the second page.</summary>
    public bool Mappable { get; init; } = true;

    /// <summary>Whether the device has an interrupt for faults.</summary>
    public bool HasInterrupt { get; init; } = true;

    /// <summary>Whether page requests are taken; v9 and v10 answered them ENOENT, which is FLT-06.</summary>
    public bool TakesPageRequests { get; init; } = true;

    /// <summary>Whether memory may be missing at an opening: then either is tried.</summary>
    public bool MemoryMayFail { get; init; }

    /// <summary>What the domain says when asked; only where there is one region.</summary>
    public NestingAnswer Nesting { get; init; } = NestingAnswer.Nested;

    /// <summary>The bytes that lie before the table of versions, taken for a size: FLT-08 reads them.</summary>
    public int BeforeVersions { get; init; } = 7;

    /// <summary>How many pages an opening takes.</summary>
    internal int Pages => Interface == FaultInterface.TwoRegions ? 3 : (RegionSize / PageSize);

    /// <summary>The size of the region with header and ring: bytes.</summary>
    public int RegionSize => Interface == FaultInterface.TwoRegions
        ? 2 * PageSize
        : ((RecordSize * Records + PageSize - 1) / PageSize + 1) * PageSize;

    /// <summary>What a queue is like under a profile, beside its defects.</summary>
    /// <param name="profile">One of <see cref="FaultProfiles"/>.</param>
    /// <param name="reporter">The IOMMU unit's fault handler.</param>
    /// <param name="interrupts">The device's interrupts.</param>
    public static FaultQueueOptions Of(Profile profile, ActorId reporter, ActorId interrupts)
    {
        FaultQueueOptions usual = new() { Reporter = reporter, Interrupts = interrupts };
        if (profile == FaultProfiles.Posted) { return usual.AsPosted; }
        return usual with
        {
            TakesPageRequests = profile != FaultProfiles.Single9 && profile != FaultProfiles.Single10,
        };
    }

    /// <summary>The same with two regions, records as in v8, and as many as fit into 4 KiB.</summary>
    public FaultQueueOptions AsPosted => this with
    {
        Interface = FaultInterface.TwoRegions,
        RecordSize = RecordBytes.Posted,
        Records = SmallPage / RecordBytes.Posted,
    };
}
