using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Containers;

/// <summary>What makes a bench differ from the usual one.</summary>
public sealed record Type1BenchOptions
{
    /// <summary>The kernel that the defects are put on; the one that they describe when none is given.</summary>
    public KernelModel? Base { get; init; }

    public KernelModel Kernel => Base?.With(Defects) ?? KernelModel.Of(Defects);

    /// <summary>Which defects are on.</summary>
    public DefectSet Defects { get; init; } = DefectSet.None;

    /// <summary>RLIMIT_MEMLOCK in pages; no limit when not given.</summary>
    public ulong LimitPages { get; init; } = ulong.MaxValue >> Paging.Shift;

    public IReadOnlyList<AreaOptions> Areas { get; init; } =
        [new(new(Type1Bench.Base), new(1024), AreaKind.Anonymous)];

    public CallbackPolicy Policy { get; init; }

    public int MappingsMax { get; init; } = 65535;

    public bool SecondDomain { get; init; }

    public bool IsIommufd { get; init; }

    /// <summary>Whether the machine is of the POWER platform.</summary>
    public bool IsSpapr { get; init; }

    /// <summary>Whether p0 is in no-IOMMU mode.</summary>
    public bool HasNoIommu { get; init; }

    /// <summary>What else is said of the memory.</summary>
    public Func<GuestMemoryOptions, GuestMemoryOptions> Memory { get; init; } = memory => memory;

    /// <summary>What else is said of the IOMMU.</summary>
    public Func<IommuTableOptions, IommuTableOptions> Iommu { get; init; } = iommu => iommu;

    /// <summary>Whether the first driver's device is in p0, behind the IOMMU, and not in m0.</summary>
    public bool DrivesBacked { get; init; }

    /// <summary>Whether p0 and m0 are in a container of the second version from the start, m0's device open.</summary>
    public bool Starts { get; init; }
}
