using VfioActors.Vfio.Containers;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Scenarios.Type1;

/// <summary>Which actors a scenario about type1 containers has, beside its users.</summary>
public sealed record Type1SettingOptions
{
    /// <summary>The groups in their order.</summary>
    public required IReadOnlyList<Type1Group> Groups { get; init; }

    /// <summary>The name of the IOMMU.</summary>
    public string Tables { get; init; } = "iommu0";

    /// <summary>How many containers.</summary>
    public int Containers { get; init; } = 1;

    /// <summary>The kind of all containers that have a group at the start.</summary>
    public ContainerKind Kind { get; init; } = ContainerKind.Type1v2;

    /// <summary>How many pages of memory there are; the memory starts at page 0x100 of the process.</summary>
    public ulong Pages { get; init; } = 8;

    /// <summary>How many pages may be locked; no limit when not given.</summary>
    public ulong? Limit { get; init; }

    /// <summary>What else is said of the memory.</summary>
    public Func<GuestMemoryOptions, GuestMemoryOptions> Memory { get; init; } = memory => memory;

    /// <summary>What else is said of each container.</summary>
    public Func<ContainerOptions, ContainerOptions> Container { get; init; } = container => container;

    /// <summary>An IOMMU-backed group in the first container.</summary>
    public static Type1Group Backed { get; } = new("p0", true);

    /// <summary>An emulated group in the first container, its device open.</summary>
    public static Type1Group Emulated { get; } = new("m0", false);

    /// <summary>An IOMMU-backed group in no container yet, its file open.</summary>
    public static Type1Group Outside { get; } = new("p0", true) { Container = -1 };
}
