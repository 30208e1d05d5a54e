using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Containers;

/// <summary>A call for every operation of type1 containers and of groups, and every error that they give it.</summary>
internal static class ErrnoWitnesses
{
    private const ContainerKind V2 = ContainerKind.Type1v2;
    private const ulong LastPage = ulong.MaxValue >> Paging.Shift;
    private const ulong NoMemory = 5000;

    internal static IEnumerable<(string Operation, Errno Error, string When, Func<Errno> Call)> All =>
        [.. Maps, .. Unmaps, .. Pins, .. Unpins, .. Attaches, .. Listens, .. Logs, .. Files, .. Groups];

    private static Type1Bench Emulated => new Type1Bench().With(V2, Type1Bench.M0);

    private static Type1Bench Backed => new Type1Bench().With(V2, Type1Bench.P0);

    private static Type1Bench First => new Type1Bench().With(ContainerKind.Type1, Type1Bench.M0);

    private static Type1Bench NoIommu => Other(ContainerKind.NoIommu);

    private static Type1Bench Spapr => Other(ContainerKind.Spapr);

    private static (string, Errno, string, Func<Errno>)[] Maps =>
    [
        ("MAP", Errno.None, "a free range", () => Of(Emulated.Map(0, 1))),
        ("MAP", Errno.EINVAL, "no bytes", () => Of(Emulated.Map(0, 0))),
        ("MAP", Errno.EOVERFLOW, "past the last address", () => Of(Emulated.Map(LastPage, 2))),
        ("MAP", Errno.EEXIST, "overlaps a mapping", () => Of(Mapped(Emulated).Map(0, 1))),
        ("MAP", Errno.ENOENT, "a new vaddr for what is not mapped", () => Of(Backed.Map(0, 1, MapModes.Vaddr))),
        ("MAP", Errno.ENOSPC, "no mapping is left", () =>
            Of(Mapped(new Type1Bench(new() { MappingsMax = 1 }).With(V2, Type1Bench.M0)).Map(1, 1))),
        ("MAP", Errno.EFAULT, "no memory at the vaddr", () => Of(Backed.Map(0, 1, offset: NoMemory))),
        ("MAP", Errno.ENOMEM, "over the limit", () =>
            Of(new Type1Bench(new() { LimitPages = 4 }).With(V2, Type1Bench.P0).Map(0, 5))),
        ("MAP", Errno.ENODEV, "the caller has no memory any more", () => Of(Exited(Backed).Map(0, 1))),
        ("MAP", Errno.EPERM, "sPAPR: not enabled", () => Of(Spapr.Map(0, 1))),
        ("MAP", Errno.ENOTTY, "no IOMMU", () => Of(NoIommu.Map(0, 1))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Unmaps =>
    [
        ("UNMAP", Errno.None, "a whole mapping", () => Of(Mapped(Emulated).Unmap(0, 1))),
        ("UNMAP", Errno.EINVAL, "bisects a mapping", () => Of(Mapped(Emulated, 4).Unmap(1, 1))),
        ("UNMAP", Errno.EOVERFLOW, "past the last address", () => Of(Emulated.Unmap(LastPage, 2))),
        ("UNMAP", Errno.EBUSY, "gives a vaddr up while drivers may pin", () =>
            Of(Mapped(Emulated).Unmap(0, 1, UnmapModes.Vaddr))),
        ("UNMAP", Errno.EFAULT, "the bitmap cannot be written", () =>
            Of(Mapped(Logged(Emulated)).Unmap(0, 1, UnmapModes.Dirty | UnmapModes.BadBitmap, 8))),
        ("UNMAP", Errno.EPERM, "sPAPR: not enabled", () => Of(Spapr.Unmap(0, 1))),
        ("UNMAP", Errno.ENOTTY, "no IOMMU", () => Of(NoIommu.Unmap(0, 1))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Pins =>
    [
        ("PIN", Errno.None, "a mapped page", () => Of(Mapped(Emulated).Pin(0))),
        ("PIN", Errno.EINVAL, "not mapped", () => Of(Emulated.Pin(0))),
        ("PIN", Errno.E2BIG, "more than 512 pages", () => Of(Mapped(Emulated).Pin(0, 513))),
        ("PIN", Errno.ENODEV, "the owner of the memory is gone", () => Of(Exited(Mapped(Emulated)).Pin(0))),
        ("PIN", Errno.EPERM, "more rights than the mapping has", () =>
            Of(Mapped(Emulated, modes: MapModes.Read).Pin(0))),
        ("PIN", Errno.ENOTTY, "sPAPR", () => Of(Spapr.Pin(0))),
        ("PIN", Errno.EACCES, "the first version", () => Of(Mapped(First).Pin(0))),
        ("PIN", Errno.EBUSY, "a vaddr is invalid", () => Of(Invalidated().Pin(0))),
        ("PIN", Errno.EFAULT, "no memory at the vaddr", () =>
        {
            var bench = Emulated;
            Assert.Equal(0, bench.Map(0, 1, offset: NoMemory));
            return Of(bench.Pin(0));
        }),
        ("PIN", Errno.ENOMEM, "over the limit", () =>
            Of(Mapped(new Type1Bench(new() { LimitPages = 0 }).With(V2, Type1Bench.M0)).Pin(0))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Unpins =>
    [
        ("UNPIN", Errno.None, "a pinned page", () =>
        {
            var bench = Mapped(Emulated);
            Assert.Equal(1, bench.Pin(0));
            return Of(bench.Unpin(0));
        }),
        ("UNPIN", Errno.EINVAL, "the first page is not mapped", () => Of(Emulated.Unpin(0))),
        ("UNPIN", Errno.E2BIG, "more than 512 pages", () => Of(Mapped(Emulated).Unpin(0, 513))),
        ("UNPIN", Errno.EACCES, "the first version", () => Of(Mapped(First).Unpin(0))),
        ("UNPIN", Errno.EPERM, "no IOMMU", () => Of(NoIommu.Unpin(0))),
        ("UNPIN", Errno.ENOTTY, "sPAPR", () => Of(Spapr.Unpin(0))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Attaches =>
    [
        ("ATTACH", Errno.None, "a group with an IOMMU enters", () => Emulated.Join(Type1Bench.P0)),
        ("ATTACH", Errno.EINVAL, "it is in the container", () => Emulated.Enter(Type1Bench.M0)),
        ("ATTACH", Errno.EBADF, "the group is not open", () => Emulated.Enter(Type1Bench.P0)),
        ("ATTACH", Errno.EBUSY, "a vaddr is invalid", () => Invalidated().Join(Type1Bench.M0)),
        ("ATTACH", Errno.EIO, "no domain is left", () =>
            new Type1Bench(Domains(0)).With(V2, Type1Bench.M0).Join(Type1Bench.P0)),
        ("ATTACH", Errno.EPERM, "one group has an IOMMU, the other none", () => NoIommu.Join(Type1Bench.P1)),
        ("ATTACH", Errno.ENODEV, "the caller has no memory any more", () =>
            Exited(Mapped(Emulated)).Join(Type1Bench.P0)),
        ("ATTACH", Errno.EFAULT, "a mapping has no memory", () =>
        {
            var bench = Emulated;
            Assert.Equal(0, bench.Map(0, 1, offset: NoMemory));
            return bench.Join(Type1Bench.P0);
        }),
        ("ATTACH", Errno.ENOMEM, "what is mapped is over the limit", () =>
            Mapped(new Type1Bench(new() { LimitPages = 0 }).With(V2, Type1Bench.M0)).Join(Type1Bench.P0)),
        ("DETACH", Errno.None, "a group whose device is closed", () => Emulated.Leave(Type1Bench.M0)),
        ("DETACH", Errno.EBUSY, "its device is open", () => Unset(Emulated, Type1Bench.M0)),
        ("DETACH", Errno.EBADF, "the group is not open", () => Unset(Emulated, Type1Bench.P0)),
        ("DETACH", Errno.EINVAL, "it is in no container", () => Unset(Opened(Type1Bench.P0), Type1Bench.P0)),
    ];

    private static (string, Errno, string, Func<Errno>)[] Listens =>
    [
        ("LISTEN", Errno.None, "the first opening of a driver's device", () => Listen(Emulated)),
        ("LISTEN", Errno.EINVAL, "the container has no kind", () => Listen(new())),
        ("LISTEN", Errno.ENOTTY, "sPAPR, until 5.19", () =>
            Listen(Other(ContainerKind.Spapr, KernelModel.Linux510, opens: false))),
        ("LISTEN", Errno.EPERM, "no IOMMU, until 5.19", () =>
            Listen(Other(ContainerKind.NoIommu, KernelModel.Linux510, opens: false))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Logs =>
    [
        ("DIRTY START", Errno.None, "the second version", () => Ask(Emulated, default(ContainerMessage.StartLog))),
        ("DIRTY START", Errno.EACCES, "the first version", () => Ask(First, default(ContainerMessage.StartLog))),
        ("DIRTY START", Errno.EINVAL, "a mapping of 2^31 pages", () =>
            Ask(Mapped(Emulated, 1UL << 31), default(ContainerMessage.StartLog))),
        ("DIRTY START", Errno.EFAULT, "the argument cannot be read", () => Bad(Emulated, Errno.EFAULT)),
        ("DIRTY START", Errno.ENOTTY, "no IOMMU", () => Ask(NoIommu, default(ContainerMessage.StartLog))),
        ("DIRTY STOP", Errno.None, "the log is on", () =>
            Ask(Logged(Emulated), default(ContainerMessage.StopLog))),
        ("DIRTY STOP", Errno.EACCES, "the first version", () => Ask(First, default(ContainerMessage.StopLog))),
        ("DIRTY STOP", Errno.EINVAL, "the container has no kind", () =>
            Ask(new(), default(ContainerMessage.StopLog))),
        ("DIRTY STOP", Errno.EFAULT, "the argument cannot be read", () => Bad(Emulated, Errno.EFAULT)),
        ("DIRTY STOP", Errno.ENOTTY, "sPAPR", () => Ask(Spapr, default(ContainerMessage.StopLog))),
        ("DIRTY GET", Errno.None, "a whole mapping", () => Of(Mapped(Logged(Emulated)).GetLog(0, 1))),
        ("DIRTY GET", Errno.EACCES, "the first version", () => Of(First.GetLog(0, 1))),
        ("DIRTY GET", Errno.EINVAL, "the log is off", () => Of(Mapped(Emulated).GetLog(0, 1))),
        ("DIRTY GET", Errno.EFAULT, "the bitmap cannot be written", () => Ask(
            Mapped(Logged(Emulated)),
            new ContainerMessage.GetLog(default, new(4096), new(8), UnmapModes.BadBitmap, default))),
        ("DIRTY GET", Errno.ENOTTY, "sPAPR", () => Of(Spapr.GetLog(0, 1))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Files =>
    [
        ("SET_IOMMU", Errno.None, "a group is there", () => SetKind(Entered(Type1Bench.M0), V2)),
        ("SET_IOMMU", Errno.EINVAL, "no group is there", () => SetKind(new(), V2)),
        ("SET_IOMMU", Errno.ENODEV, "another machine's kind", () =>
            SetKind(Entered(Type1Bench.M0), ContainerKind.Spapr)),
        ("SET_IOMMU", Errno.EIO, "no domain is left", () =>
        {
            Type1Bench bench = new(Domains(0));
            Assert.Equal(Errno.None, bench.Join(Type1Bench.P0));
            return SetKind(bench, V2);
        }),
        ("GET_INFO", Errno.None, "a container with a kind", () => Ask(Emulated, default(ContainerMessage.Describe))),
        ("GET_INFO", Errno.EINVAL, "the container has no kind", () =>
            Ask(new(), default(ContainerMessage.Describe))),
        ("GET_INFO", Errno.EFAULT, "the argument cannot be read", () =>
            Bad(Emulated, Errno.EFAULT, CallKind.Describe)),
        ("GET_INFO", Errno.ENOTTY, "no IOMMU", () => Ask(NoIommu, default(ContainerMessage.Describe))),
        ("CHECK_EXTENSION", Errno.None, "always", () => Of(Emulated.AskContainer(
            new ContainerMessage.HasExtension((int)V2)))),
        ("UNKNOWN CALL", Errno.ENOTTY, "a number of no call", () =>
            Bad(Emulated, Errno.ENOTTY, CallKind.Unknown)),
        ("OPEN", Errno.None, "a closed file", () => Ask(Closed(), default(ContainerMessage.Open))),
        ("OPEN", Errno.EBUSY, "an open file", () => Ask(new(), default(ContainerMessage.Open))),
        ("CLOSE", Errno.None, "an open file", () => Ask(new(), default(ContainerMessage.Close))),
        ("CLOSE", Errno.EBADF, "a closed file", () => Ask(Closed(), default(ContainerMessage.Close))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Groups =>
    [
        ("GROUP OPEN", Errno.None, "a closed group", () => Group(new(), default(GroupMessage.Open))),
        ("GROUP OPEN", Errno.EBUSY, "an open group", () => Group(Emulated, default(GroupMessage.Open))),
        ("GROUP CLOSE", Errno.None, "an open group", () => Group(Emulated, default(GroupMessage.Close))),
        ("GROUP CLOSE", Errno.EBADF, "a closed group", () => Group(new(), default(GroupMessage.Close))),
        ("GROUP STATUS", Errno.None, "an open group", () => Group(Emulated, default(GroupMessage.GetStatus))),
        ("GROUP STATUS", Errno.EBADF, "a closed group", () => Group(new(), default(GroupMessage.GetStatus))),
        ("OPEN DEVICE", Errno.None, "the container has a kind", () =>
            Group(Emulated, default(GroupMessage.OpenDevice))),
        ("OPEN DEVICE", Errno.EINVAL, "the container has no kind", () =>
            Group(Entered(Type1Bench.M0), default(GroupMessage.OpenDevice))),
        ("OPEN DEVICE", Errno.EBADF, "the group is closed", () => Group(new(), default(GroupMessage.OpenDevice))),
        ("CLOSE DEVICE", Errno.None, "an open device", () => Group(Emulated, default(GroupMessage.CloseDevice))),
        ("CLOSE DEVICE", Errno.EBADF, "a closed device", () => Group(new(), default(GroupMessage.CloseDevice))),
    ];

    private static Errno Of(long returned) => returned < 0 ? (Errno)(-returned) : Errno.None;

    private static Errno Ask<T>(Type1Bench bench, in T message)
        where T : unmanaged, IMessage => Of(bench.AskContainer(in message));

    private static Errno Group<T>(Type1Bench bench, in T message)
        where T : unmanaged, IMessage => bench.Group(Type1Bench.M0, in message);

    private static Errno Unset(Type1Bench bench, ActorId group) =>
        bench.Group(group, default(GroupMessage.UnsetContainer));

    private static Errno Listen(Type1Bench bench) => Ask(bench, default(ContainerMessage.Listen));

    private static Errno SetKind(Type1Bench bench, ContainerKind kind) =>
        Ask(bench, new ContainerMessage.SetKind(kind, default));

    private static Errno Bad(Type1Bench bench, Errno error, CallKind call = CallKind.Dirty) =>
        Ask(bench, new ContainerMessage.BadCall(call, error));

    private static Type1Bench Mapped(Type1Bench bench, ulong pages = 1, MapModes modes = MapModes.ReadWrite)
    {
        Assert.Equal(0, bench.Map(0, pages, modes));
        return bench;
    }

    private static Type1Bench Logged(Type1Bench bench)
    {
        Assert.Equal(Errno.None, Ask(bench, default(ContainerMessage.StartLog)));
        return bench;
    }

    private static Type1Bench Exited(Type1Bench bench)
    {
        Assert.Equal(Errno.None, bench.AskMemory(new GuestMemoryMessage.Exit(default)));
        return bench;
    }

    /// <summary>The mapping at 0 has no vaddr; the driver's device is behind the IOMMU.</summary>
    private static Type1Bench Invalidated()
    {
        var bench = Mapped(new Type1Bench(new() { DrivesBacked = true }).With(V2, Type1Bench.P0));
        Assert.Equal(1, bench.Unmap(0, 1, UnmapModes.Vaddr));
        return bench;
    }

    private static Type1Bench Other(ContainerKind kind, KernelModel? kernel = null, bool opens = true)
    {
        Type1Bench bench = new(new()
        {
            Base = kernel,
            DrivesBacked = true,
            HasNoIommu = kind == ContainerKind.NoIommu,
            IsSpapr = kind == ContainerKind.Spapr,
        });
        if (opens) { return bench.With(kind, Type1Bench.P0); }
        Assert.Equal(Errno.None, bench.Join(Type1Bench.P0));
        Assert.Equal(Errno.None, SetKind(bench, kind));
        return bench;
    }

    private static Type1BenchOptions Domains(int most) => new() { Iommu = iommu => iommu with { DomainsMax = most } };

    private static Type1Bench Opened(ActorId group)
    {
        Type1Bench bench = new();
        Assert.Equal(Errno.None, bench.Group(group, default(GroupMessage.Open)));
        return bench;
    }

    private static Type1Bench Entered(ActorId group)
    {
        Type1Bench bench = new();
        Assert.Equal(Errno.None, bench.Join(group));
        return bench;
    }

    private static Type1Bench Closed()
    {
        Type1Bench bench = new();
        Assert.Equal(Errno.None, Ask(bench, default(ContainerMessage.Close)));
        return bench;
    }
}
