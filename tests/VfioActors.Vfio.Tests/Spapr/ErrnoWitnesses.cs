using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Containers;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Spapr;

/// <summary>A call for every operation of sPAPR containers and every error that the reference gives it.</summary>
internal static class ErrnoWitnesses
{
    private const ulong Window = 64 << Paging.Shift;

    internal static IEnumerable<(string Operation, Errno Error, string When, Func<Errno> Call)> All =>
        [.. Registers, .. Unregisters, .. Maps, .. Unmaps, .. Enables, .. Windows, .. Groups, .. Kinds, .. Hypercalls];

    private static (string, Errno, string, Func<Errno>)[] Registers =>
    [
        ("REGISTER", Errno.None, "whole pages that nobody registered", () => Of(new SpaprBench().Register(0, 1))),
        ("REGISTER", Errno.EPERM, "another process than the container's", () => Of(Owned().Register(0, 1, caller: 1))),
        ("REGISTER", Errno.ESRCH, "the caller has no memory", () =>
            Of(Asking(new(), Registering(SpaprModes.NoMemory)))),
        ("REGISTER", Errno.ENOMEM, "over the limit", () => Of(new SpaprBench().Register(0, 101))),
        ("REGISTER", Errno.EFAULT, "the argument cannot be read", () =>
            Of(Asking(new(), Registering(SpaprModes.Unreadable)))),
        ("REGISTER", Errno.EBUSY, "registered in this container already", () => Of(Owned().Register(0, 1))),
        ("REGISTER", Errno.EINVAL, "the argument is too short", () =>
            Of(Asking(new(), Registering(SpaprModes.TooShort)))),
        ("REGISTER", Errno.ENOTTY, "a container of the first version", () => Of(First().Register(0, 1))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Unregisters =>
    [
        ("UNREGISTER", Errno.None, "a region that nothing maps", () => Of(Owned().Unregister(0, 1))),
        ("UNREGISTER", Errno.EPERM, "another process than the container's", () =>
            Of(Owned().Unregister(0, 1, caller: 1))),
        ("UNREGISTER", Errno.ENOENT, "no such region", () => Of(Owned().Unregister(1, 1))),
        ("UNREGISTER", Errno.EFAULT, "the argument cannot be read", () =>
            Of(Asking(Owned(), Unregistering(SpaprModes.Unreadable)))),
        ("UNREGISTER", Errno.EBUSY, "an entry maps it", () => Of(Mapped().Unregister(0, 1))),
        ("UNREGISTER", Errno.EINVAL, "unknown flags", () => Of(Asking(Owned(), Unregistering(SpaprModes.OddFlags)))),
        ("UNREGISTER", Errno.ENOTTY, "a container of the first version", () => Of(First().Unregister(0, 1))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Maps =>
    [
        ("MAP", Errno.None, "registered memory", () => Of(Owned().Map(0, 0, 1))),
        ("MAP", Errno.EPERM, "not enabled", () => Of(new SpaprBench().Map(0, 0, 1))),
        ("MAP", Errno.EIO, "the exchange of the entry fails", () =>
            Of(Owned(new() { ExchangesMayFail = true, Choice = 1 }).Map(0, 0, 1))),
        ("MAP", Errno.ENXIO, "in no window", () => Of(Owned().Map(64, 0, 1))),
        ("MAP", Errno.ENOMEM, "the table of the default window is over the limit", () =>
            Of(Owned(new() { IsPending = true, LimitPages = 2 }).Map(0, 0, 1))),
        ("MAP", Errno.EFAULT, "the argument cannot be read", () => Of(Owned().Map(0, 0, 1, SpaprModes.Unreadable))),
        ("MAP", Errno.ENODEV, "TCE-22: no group, and the default window is to be made", () =>
            Of(Left(bench => bench.Map(0, 0, 1)))),
        ("MAP", Errno.EINVAL, "no rights", () => Of(Owned().Map(0, 0, 1, default))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Unmaps =>
    [
        ("UNMAP", Errno.None, "what is mapped", () => Of(Mapped().Unmap(0, 1))),
        ("UNMAP", Errno.EPERM, "not enabled", () => Of(new SpaprBench().Unmap(0, 1))),
        ("UNMAP", Errno.ENXIO, "in no window", () => Of(Owned().Unmap(64, 1))),
        ("UNMAP", Errno.ENOMEM, "the table of the default window is over the limit", () =>
            Of(Owned(new() { IsPending = true, LimitPages = 2 }).Unmap(0, 1))),
        ("UNMAP", Errno.EFAULT, "the argument cannot be read", () => Of(
            Asking(Owned(), new SpaprContainerMessage.Unmap(
                default, new(Paging.Size), SpaprModes.Unreadable, default)))),
        ("UNMAP", Errno.ENODEV, "TCE-22: no group, and the default window is to be made", () =>
            Of(Left(bench => bench.Unmap(0, 1)))),
        ("UNMAP", Errno.EINVAL, "past the end of the window", () => Of(Owned().Unmap(60, 5))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Enables =>
    [
        ("ENABLE", Errno.None, "a group, and room for its window", () => Of(First().Enable())),
        ("DISABLE", Errno.None, "an enabled container", () => Of(Enabled().Disable())),
        ("ENABLE", Errno.EPERM, "the default window is empty", () => Of(First(new() { DefaultWindow = 0 }).Enable())),
        ("ENABLE", Errno.ESRCH, "the caller has no memory", () =>
            Of(Asking(First(), new SpaprContainerMessage.Enable(SpaprModes.NoMemory, default)))),
        ("ENABLE", Errno.ENOMEM, "the window is over the limit", () => Of(First(new() { LimitPages = 63 }).Enable())),
        ("ENABLE", Errno.EBUSY, "enabled already", () => Of(Enabled().Enable())),
        ("ENABLE", Errno.ENODEV, "no group", () => Of(First(new() { HasGroups = false }).Enable())),
        ("ENABLE", Errno.ENOTTY, "a container of the second version", () => Of(new SpaprBench().Enable())),
        ("DISABLE", Errno.EPERM, "another process than the container's", () =>
            Of(Asking(Enabled(), new SpaprContainerMessage.Disable(default, new(1))))),
        ("DISABLE", Errno.ENOTTY, "a container of the second version", () => Of(new SpaprBench().Disable())),
    ];

    private static (string, Errno, string, Func<Errno>)[] Windows =>
    [
        ("CREATE", Errno.None, "room for one more window", () => Of(new SpaprBench().Create(Window, 12, 1))),
        ("REMOVE", Errno.None, "the default window", () => Of(new SpaprBench().Remove(0))),
        ("GET_INFO", Errno.None, "a group", () => Of(Asking(new(), Describing(default)))),
        ("CREATE", Errno.EPERM, "the machine makes no windows", () =>
            Of(new SpaprBench(new() { HasDynamicWindows = false }).Create(Window, 12, 1))),
        ("CREATE", Errno.ESRCH, "the caller has no memory", () =>
            Of(Asking(new(), new SpaprContainerMessage.CreateWindow(new(Window), 12, 1, default, new(1))))),
        ("CREATE", Errno.ENXIO, "no group", () =>
            Of(new SpaprBench(new() { HasGroups = false }).Create(Window, 12, 1))),
        ("CREATE", Errno.ENOMEM, "the table is over the limit", () =>
            Of(new SpaprBench(new() { LimitPages = 1 }).Create(Window, 12, 1))),
        ("CREATE", Errno.EFAULT, "the argument cannot be read", () =>
            Of(new SpaprBench().Create(Window, 12, 1, SpaprModes.Unreadable))),
        ("CREATE", Errno.EINVAL, "a page size that there is not", () => Of(new SpaprBench().Create(Window, 13, 1))),
        ("CREATE", Errno.ENOTTY, "a container of the first version", () => Of(First().Create(Window, 12, 1))),
        ("CREATE", Errno.ENOSPC, "two windows are there", () => Of(Full().Create(Window, 12, 1))),
        ("REMOVE", Errno.EPERM, "the machine removes no windows", () =>
            Of(new SpaprBench(new() { HasDynamicWindows = false }).Remove(0))),
        ("REMOVE", Errno.ENXIO, "no group", () => Of(new SpaprBench(new() { HasGroups = false }).Remove(0))),
        ("REMOVE", Errno.EFAULT, "the argument cannot be read", () =>
            Of(new SpaprBench().Remove(0, SpaprModes.Unreadable))),
        ("REMOVE", Errno.EINVAL, "no window starts there", () => Of(new SpaprBench().Remove(Window))),
        ("REMOVE", Errno.ENOTTY, "a container of the first version", () => Of(First().Remove(0))),
        ("GET_INFO", Errno.EPERM, "another process than the container's", () =>
            Of(Asking(Owned(), new SpaprContainerMessage.Describe(default, new(1))))),
        ("GET_INFO", Errno.ENXIO, "no group", () => Of(Asking(new(new() { HasGroups = false }), Describing(default)))),
        ("GET_INFO", Errno.EFAULT, "the argument cannot be read", () =>
            Of(Asking(new(), Describing(SpaprModes.Unreadable)))),
        ("GET_INFO", Errno.EINVAL, "the argument is too short", () =>
            Of(Asking(new(), Describing(SpaprModes.TooShort)))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Groups =>
    [
        ("ATTACH", Errno.None, "a second group of the same kind", () => Of(Attaching(new(), 1))),
        ("DETACH", Errno.None, "a group that is there", () =>
            Of(new SpaprBench().Group(0, default(ContainerMessage.DetachGroup)))),
        ("ATTACH", Errno.EINVAL, "the group is there already, and the container has no kind", () =>
            Of(Attaching(Kindless(), 0))),
        ("ATTACH", Errno.EBADF, "the container's file is closed", () =>
        {
            SpaprBench bench = new();
            Assert.Equal(Errno.None, Filing(bench, default(ContainerMessage.Close)));
            return Of(Attaching(bench, 1));
        }),
        ("ATTACH", Errno.EPERM, "a group of another kind", () => Of(Attaching(new(), 2))),
        ("ATTACH", Errno.ENOMEM, "no memory for the record of the group", () =>
            Of(Attaching(new(new() { RecordsMayFail = true, Choice = 1 }), 1))),
        ("ATTACH", Errno.EBUSY, "the group is there already", () => Of(Attaching(new(), 0))),
        ("ATTACH", Errno.ENODEV, "a group without the platform's data", () => Of(Attaching(new(), 3))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Kinds =>
    [
        ("SET_IOMMU", Errno.None, "a group is there", () => SetKind(SpaprKind.Second)),
        ("SET_IOMMU", Errno.EINVAL, "the container has a kind", () => Filing(new(), Kind((int)SpaprKind.Second))),
        ("SET_IOMMU", Errno.ENODEV, "a kind of other machines", () => SetKind((SpaprKind)1)),
        ("SET_IOMMU", Errno.EPERM, "groups of two kinds", () => SetKind(SpaprKind.Second, 2)),
        ("SET_IOMMU", Errno.EBUSY, "the first version takes one group", () => SetKind(SpaprKind.First, 1)),
        ("UNKNOWN CALL", Errno.ENOTTY, "a number of no call", () =>
            Of(Asking(new(), new SpaprContainerMessage.RawCall(99, default)))),
        ("UNKNOWN CALL", Errno.EPERM, "another process than the container's", () =>
            Of(Asking(Owned(), new SpaprContainerMessage.RawCall(99, new(1))))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Hypercalls =>
    [
        ("HYPERCALL ATTACH", Errno.None, "a window of the container", () => Of(Handing(new()))),
        ("HYPERCALL ATTACH", Errno.ENOENT, "no such window", () => Of(new SpaprBench().Call(
            new HypercallMessage.Attach(new(Window), SpaprBench.C0, 0)))),
        ("HYPERCALL ATTACH", Errno.EBUSY, "a window is attached already", () => Of(Handing(Handed()))),
        ("H_PUT_TCE", Errno.None, "registered memory", () => Put(Handed(), 0)),
        ("H_PUT_TCE", Errno.EINVAL, "H_PARAMETER: beyond the window", () => Put(Handed(), Window)),
        ("H_PUT_TCE", Errno.EAGAIN, "H_TOO_HARD: no window is attached", () => Put(Owned(), 0)),
        ("H_PUT_TCE_INDIRECT", Errno.None, "registered memory", () => PutList(Handed(), 1)),
        ("H_PUT_TCE_INDIRECT", Errno.EINVAL, "H_PARAMETER: more than 512", () => PutList(Handed(), 513)),
        ("H_PUT_TCE_INDIRECT", Errno.EAGAIN, "H_TOO_HARD: the second page is not registered", () =>
            PutList(Handed(), 2)),
        ("H_STUFF_TCE", Errno.None, "entries of the window", () => Stuff(Handed(), 1)),
        ("H_STUFF_TCE", Errno.EINVAL, "H_PARAMETER: none", () => Stuff(Handed(), 0)),
        ("H_STUFF_TCE", Errno.EAGAIN, "H_TOO_HARD: no window is attached", () => Stuff(Owned(), 1)),
        ("H_GET_TCE", Errno.None, "an entry of the window", () => Of(Handed().Call(new HypercallMessage.Get(default)))),
        ("H_GET_TCE", Errno.EINVAL, "H_PARAMETER: beyond the window", () =>
            Of(Handed().Call(new HypercallMessage.Get(new(Window))))),
        ("H_GET_TCE", Errno.EAGAIN, "H_TOO_HARD: no window is attached", () =>
            Of(Owned().Call(new HypercallMessage.Get(default)))),
    ];

    /// <summary>A container that has a group and no kind yet.</summary>
    private static SpaprBench Kindless()
    {
        SpaprBench bench = new(new() { Kind = SpaprKind.None, IsPending = true });
        Assert.Equal(Errno.None, Filing(bench, default(ContainerMessage.Open)));
        return bench;
    }

    private static ContainerMessage.SetKind Kind(int kind) => new((ContainerKind)kind, default);

    /// <summary>Sets the kind of a container that has the first group, and another that is told.</summary>
    private static Errno SetKind(SpaprKind kind, int second = 0)
    {
        var bench = Kindless();
        if (second > 0) { Assert.Equal(0, Attaching(bench, second)); }
        return Filing(bench, Kind((int)kind));
    }

    /// <summary>A call on the container's file that containers of other kinds hear too.</summary>
    private static Errno Filing<T>(SpaprBench bench, in T message)
        where T : unmanaged, IMessage
    {
        bench.Carry(SpaprBench.C0, in message);
        return Assert.Single(bench.Before<ContainerMessage.Done>()).Error;
    }

    private static long Handing(SpaprBench bench) =>
        bench.Call(new HypercallMessage.Attach(default, SpaprBench.C0, 0));

    private static SpaprBench Handed()
    {
        var bench = Owned();
        Assert.Equal(0, Handing(bench));
        return bench;
    }

    private static Errno Put(SpaprBench bench, ulong iova) =>
        Of(bench.Call(new HypercallMessage.Put(new(iova), new(SpaprBench.Base), TceRights.ReadWrite, 0)));

    private static Errno PutList(SpaprBench bench, int count) =>
        Of(bench.Call(new HypercallMessage.PutIndirect(default, new(SpaprBench.Base), TceRights.ReadWrite, count)));

    private static Errno Stuff(SpaprBench bench, int count) =>
        Of(bench.Call(new HypercallMessage.Stuff(default, count, TceRights.None)));

    private static Errno Of(long answer) => answer < 0 ? (Errno)(-answer) : Errno.None;

    private static SpaprBench Owned(SpaprBenchOptions? options = null)
    {
        SpaprBench bench = new(options);
        Assert.Equal(0, bench.Register(0, 1));
        return bench;
    }

    private static SpaprBench Mapped()
    {
        var bench = Owned();
        Assert.Equal(0, bench.Map(0, 0, 1));
        return bench;
    }

    private static SpaprBench First(SpaprBenchOptions? options = null) =>
        new((options ?? new()) with { Kind = SpaprKind.First });

    private static SpaprBench Enabled()
    {
        var bench = First();
        Assert.Equal(0, bench.Enable());
        return bench;
    }

    private static SpaprBench Full()
    {
        SpaprBench bench = new();
        Assert.Equal(1L << 59, bench.Create(Window, 12, 1));
        return bench;
    }

    /// <summary>
    /// A container that is enabled, has no group, and still has to make its window: by the reference there is none, and
    /// only a defect shows what it is answered.
    /// </summary>
    private static long Left(Func<SpaprBench, long> ask)
    {
        SpaprBench bench = new(new()
        {
            Defects = new("TCE-22"),
            HasGroups = false,
            IsPending = true,
        });
        Assert.Equal(0, bench.Register(0, 1));
        return ask(bench);
    }

    private static long Attaching(SpaprBench bench, int group) =>
        bench.Group(group, new ContainerMessage.AttachGroup(default));

    private static SpaprContainerMessage.Register Registering(SpaprModes modes) =>
        new(new(SpaprBench.Base), new(Paging.Size), modes, default);

    private static SpaprContainerMessage.Unregister Unregistering(SpaprModes modes) =>
        new(new(SpaprBench.Base), new(Paging.Size), modes, default);

    private static SpaprContainerMessage.Describe Describing(SpaprModes modes) => new(modes, default);

    private static long Asking<T>(SpaprBench bench, in T message)
        where T : unmanaged, IMessage => bench.Ask(SpaprBench.C0, in message);
}
