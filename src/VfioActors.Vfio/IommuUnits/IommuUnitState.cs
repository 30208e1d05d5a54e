using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.IommuUnits;

/// <summary>
/// What an IOMMU unit owns: its devices' records and PASID tables, its domain ids, its caches and theirs.
/// </summary>
public sealed class IommuUnitState : State
{
    internal IommuUnitState(Journal journal)
        : base(journal)
    {
        Modes = SortedMap<DeviceId, DeviceMode>(64);
        Entries = SortedMap<EntryKey, PasidEntry>(256);
        Links = SortedMap<DeviceLink, int>(256);
        DomainIds = SortedMap<ActorId, DomainIdUse>(64);
        Primaries = SortedMap<DeviceId, ActorId>(64);
        Programmed = SortedMap<DeviceId, Pasid>(64);
        PasidCache = SortedMap<EntryKey, PasidEntry>(256);
        Iotlb = SortedMap<TlbKey, TlbLine>(256);
        DeviceTlbs = SortedMap<TlbKey, TlbLine>(256);
        MisdirectedFlushes = Variable<int>();
    }

    /// <summary>What has become of the devices that are no longer as they were at the beginning.</summary>
    public SortedMap<DeviceId, DeviceMode> Modes { get; }

    /// <summary>The present entries of all PASID tables.</summary>
    public SortedMap<EntryKey, PasidEntry> Entries { get; }

    /// <summary>The devices' lists of who is on them: the kernel's auxiliary_domains. The value is always 1.</summary>
    public SortedMap<DeviceLink, int> Links { get; }

    /// <summary>Each domain's id and its count of uses: the kernel's iommu_did and iommu_refcnt.</summary>
    public SortedMap<ActorId, DomainIdUse> DomainIds { get; }

    /// <summary>The primary domain of each device that has one.</summary>
    public SortedMap<DeviceId, ActorId> Primaries { get; }

    /// <summary>The id that a driver told its device to tag DMA with.</summary>
    public SortedMap<DeviceId, Pasid> Programmed { get; }

    /// <summary>Copies of entries that the unit keeps.</summary>
    public SortedMap<EntryKey, PasidEntry> PasidCache { get; }

    /// <summary>Translations that the unit keeps, tagged by domain id.</summary>
    public SortedMap<TlbKey, TlbLine> Iotlb { get; }

    /// <summary>Translations that the devices keep, tagged by device.</summary>
    public SortedMap<TlbKey, TlbLine> DeviceTlbs { get; }

    /// <summary>How many flushes named another domain id than the entry that was removed; 0 in the reference.</summary>
    public Variable<int> MisdirectedFlushes { get; }
}
