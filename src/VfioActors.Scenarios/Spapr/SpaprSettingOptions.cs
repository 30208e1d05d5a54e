using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Spapr.Registries;
using VfioActors.Vfio.Spapr.Tables;

namespace VfioActors.Scenarios.Spapr;

/// <summary>Which actors a scenario about sPAPR has, beside its users.</summary>
public sealed record SpaprSettingOptions
{
    /// <summary>The containers in their order.</summary>
    public IReadOnlyList<SpaprBox> Containers { get; init; } = [SpaprBox.Second];

    /// <summary>The groups that are in no container, each with what it goes together with.</summary>
    public IReadOnlyList<int> Outside { get; init; } = [];

    /// <summary>How many entries the window of each container has.</summary>
    public ulong Entries { get; init; } = 4;

    /// <summary>The size of IOMMU pages in these windows.</summary>
    public TcePageShift Shift { get; init; } = TcePageShift.Smallest;

    /// <summary>How many pages of memory there are; the memory starts at page 0x100 of the process.</summary>
    public ulong Pages { get; init; } = 8;

    /// <summary>How many pages may be locked; no limit when not given.</summary>
    public ulong? Limit { get; init; }

    /// <summary>Whether a hypervisor has the window of the first container.</summary>
    public bool HasHypervisor { get; init; }

    /// <summary>Whether there is a hypervisor that has no window yet.</summary>
    public bool HasIdleHypervisor { get; init; }

    /// <summary>Whether the locks of the registry and the memory are actors, with a thread that takes both.</summary>
    public bool HasLocks { get; init; }

    /// <summary>Whether exchanges of entries may fail.</summary>
    public bool ExchangesMayFail { get; init; }

    /// <summary>Whether memory for records may be missing.</summary>
    public bool RecordsMayFail { get; init; }

    /// <summary>Memory of devices that is registered from the start.</summary>
    public IReadOnlyList<DeviceRegion> Devices { get; init; } = [];

    /// <summary>What else is said of the memory.</summary>
    public Func<GuestMemoryOptions, GuestMemoryOptions> Memory { get; init; } = memory => memory;
}
