using VfioActors.Behaviors;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Tests.Containers;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.DmaRw;

/// <summary>A call for every operation of CPU access by IOVA and every error that it is given.</summary>
internal static class ErrnoWitnesses
{
    private const AccessModes Write = AccessModes.Write | AccessModes.KernelThread;
    private const ulong LastPage = ulong.MaxValue >> Paging.Shift << Paging.Shift;

    internal static IEnumerable<(string Operation, Errno Error, string When, Func<Errno> Call)> All =>
        [.. Handles, .. Accesses, .. ByIommufd, .. Work];

    private static Type1Bench Fixed => DmaRwBenches.Of(DmaRwProfiles.Fixed);

    private static Type1Bench Iommufd => DmaRwBenches.Of(DmaRwProfiles.Iommufd);

    private static (string, Errno, string, Func<Errno>)[] Handles =>
    [
        ("GET HANDLE", Errno.None, "a group in a container with a kind", () => Handle(Fixed, Type1Bench.M0)),
        ("GET HANDLE", Errno.EINVAL, "the group is in no container", () => Handle(new(), Type1Bench.M0)),
        ("GET HANDLE", Errno.EPERM, "the group has no IOMMU", () =>
            Handle(Other(ContainerKind.NoIommu), Type1Bench.P0)),
    ];

    private static (string, Errno, string, Func<Errno>)[] Accesses =>
    [
        ("DMA_RW", Errno.None, "mapped memory", () => Fixed.Access(0x10000, 16).Error),
        ("DMA_RW", Errno.EINVAL, "a hole behind the first bytes", () => Fixed.Access(0x12ff0, 32).Error),
        ("DMA_RW", Errno.EPERM, "a write of what may be read only", () => Fixed.Access(0x20000, 4).Error),
        ("DMA_RW", Errno.ENOTTY, "sPAPR", () => Other(ContainerKind.Spapr).Access(0x10000, 4).Error),
        ("DMA_RW", Errno.EBUSY, "a vaddr of the container is invalid", () => Invalidated().Access(0x10000, 4).Error),
        ("DMA_RW", Errno.EFAULT, "no memory at the vaddr", () => NoMemory(Fixed).Access(0x40000, 4).Error),
        ("DMA_RW", Errno.EOVERFLOW, "past the last address", () => Fixed.Access(LastPage, 8192).Error),
    ];

    private static (string, Errno, string, Func<Errno>)[] ByIommufd =>
    [
        ("DMA_RW BY IOMMUFD", Errno.None, "mapped memory", () => Iommufd.Access(0x10000, 16).Error),
        ("DMA_RW BY IOMMUFD", Errno.EINVAL, "no bytes", () => Iommufd.Access(0x10000, 0).Error),
        ("DMA_RW BY IOMMUFD", Errno.EOVERFLOW, "past the last address", () => Iommufd.Access(LastPage, 8192).Error),
        ("DMA_RW BY IOMMUFD", Errno.ENOENT, "no area there", () => Iommufd.Access(0x40000, 4).Error),
        ("DMA_RW BY IOMMUFD", Errno.EPERM, "a write of what may be read only", () =>
            Iommufd.Access(0x20000, 4).Error),
        ("DMA_RW BY IOMMUFD", Errno.EFAULT, "no memory at the vaddr", () =>
            NoMemory(Iommufd).Access(0x40000, 4).Error),
    ];

    private static (string, Errno, string, Func<Errno>)[] Work =>
    [
        ("DEVICE WORK", Errno.None, "mapped memory", () => Worked(Fixed)),
        ("DEVICE WORK", Errno.EINVAL, "the group is in no container", () => Worked(new())),
        ("DEVICE WORK", Errno.EPERM, "the group has no IOMMU", () => Worked(Other(ContainerKind.NoIommu))),
        ("DEVICE WORK", Errno.ENOTTY, "sPAPR", () => Worked(Other(ContainerKind.Spapr))),
        ("DEVICE WORK", Errno.EOVERFLOW, "past the last address", () => Worked(Fixed, ulong.MaxValue - 1)),
        ("DEVICE WORK", Errno.EFAULT, "no memory at the vaddr", () => Worked(NoMemory(Fixed), 0x40000)),
        ("DEVICE WORK", Errno.EBUSY, "the device works already", WorkedTwice),
    ];

    private static Errno Handle(Type1Bench bench, ActorId group)
    {
        bench.Tell(group, default(GroupMessage.GetHandle));
        return Assert.Single(bench.Before<GroupMessage.Handle>()).Error;
    }

    private static Errno Worked(Type1Bench bench, ulong target = 0x10000)
    {
        Start(bench, target);
        return Assert.Single(bench.Before<VendorDriverMessage.Moved>()).Error;
    }

    /// <summary>The first access of the device waits for a page.</summary>
    private static Errno WorkedTwice()
    {
        var bench = DmaRwBenches.Of(DmaRwProfiles.Fixed, options => options with
        {
            Memory = memory => memory with { Awaited = [(new(Type1Bench.Base), new(1))] },
        });
        Start(bench);
        Assert.Empty(bench.Before<VendorDriverMessage.Moved>());
        bench.Tell(Type1Bench.D0, new VendorDriverMessage.Run(new(4), 1, Write, Type1Bench.Written, 0));
        return Assert.Single(bench.Before<VendorDriverMessage.Moved>()).Error;
    }

    private static void Start(Type1Bench bench, ulong target = 0x10000)
    {
        bench.Tell(Type1Bench.D0, new VendorDriverMessage.Program(new(target), new(target)));
        bench.Tell(Type1Bench.D0, new VendorDriverMessage.Run(new(4), 1, Write, Type1Bench.Written, 0));
    }

    private static Type1Bench NoMemory(Type1Bench bench)
    {
        Assert.Equal(0, bench.Map(0x40, 1, offset: 5000));
        return bench;
    }

    private static Type1Bench Other(ContainerKind kind) => new Type1Bench(Backed with
    {
        HasNoIommu = kind == ContainerKind.NoIommu,
        IsSpapr = kind == ContainerKind.Spapr,
    }).With(kind, Type1Bench.P0);

    private static Type1BenchOptions Backed => new() { DrivesBacked = true };

    private static Type1Bench Invalidated()
    {
        var bench = DmaRwBenches.Mapped(new Type1Bench(Backed).With(ContainerKind.Type1v2, Type1Bench.P0));
        Assert.Equal(1, bench.Unmap(0x12, 1, UnmapModes.Vaddr));
        return bench;
    }
}
