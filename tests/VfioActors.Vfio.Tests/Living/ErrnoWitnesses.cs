using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.BarExports;
using VfioActors.Vfio.DeviceGroups;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Interrupts;
using VfioActors.Vfio.Iommufd;
using VfioActors.Vfio.PageRequests;
using VfioActors.Vfio.PasidEntries;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Living;

/// <summary>A call for every operation of the living kernel and every error that it gives.</summary>
internal static class ErrnoWitnesses
{
    private static readonly ObjectId Ioas = new(1);
    private static readonly ObjectId Hwpt = new(2);
    private static readonly ObjectId Device = new(3);
    private static readonly ObjectId Viommu = new(4);
    private static readonly ObjectId Nothing = new(9);
    private static readonly GroupDomain D3 = new(3);
    private static readonly GroupDomain D4 = new(4);

    internal static IEnumerable<(string Operation, Errno Error, string When, Func<Errno> Call)> All =>
        [.. Making, .. Vdevices, .. Ending, .. Mapping, .. Pages, .. Domains, .. Pasids, .. Resets, .. Devices];

    private static (string, Errno, string, Func<Errno>)[] Making =>
    [
        ("IOAS_ALLOC", Errno.None, "there is room", () => Ask(default(IommufdMessage.AllocIoas))),
        ("IOAS_ALLOC", Errno.ENOMEM, "the table is full", () =>
            Ask(default(IommufdMessage.AllocIoas), options => options with { ObjectsMost = 4 })),
        ("HWPT_ALLOC", Errno.None, "over an address space", () => Ask(new IommufdMessage.AllocHwpt(Ioas, default, 0))),
        ("HWPT_ALLOC", Errno.ENOENT, "over nothing", () => Ask(new IommufdMessage.AllocHwpt(Nothing, default, 0))),
        ("HWPT_ALLOC", Errno.EINVAL, "over a device", () => Ask(new IommufdMessage.AllocHwpt(Device, default, 0))),
        ("HWPT_ALLOC", Errno.EOPNOTSUPP, "for guests, over a guest's", () =>
            Ask(new IommufdMessage.AllocHwpt(Hwpt, default, 1))),
        ("HWPT_ALLOC", Errno.ENOMEM, "the table is full", () =>
            Ask(new IommufdMessage.AllocHwpt(Ioas, default, 0), options => options with { ObjectsMost = 4 })),
        ("FAULT_QUEUE_ALLOC", Errno.None, "there is room", () => Ask(default(IommufdMessage.AllocFaultQueue))),
        ("FAULT_QUEUE_ALLOC", Errno.EMFILE, "too many files", () =>
            Ask(default(IommufdMessage.AllocFaultQueue), options => options with { FilesAreFull = true })),
        ("FAULT_QUEUE_ALLOC", Errno.EFAULT, "the answer cannot be written", () =>
            Ask(default(IommufdMessage.AllocFaultQueue), options => options with { AnswersFault = true })),
        ("FAULT_QUEUE_ALLOC", Errno.ENOMEM, "the table is full", () =>
            Ask(default(IommufdMessage.AllocFaultQueue), options => options with { ObjectsMost = 4 })),
        ("VIOMMU_ALLOC", Errno.None, "type 1", () => Ask(new IommufdMessage.AllocViommu(Device, Hwpt, 1))),
        ("VIOMMU_ALLOC", Errno.EOPNOTSUPP, "type 0", () => Ask(new IommufdMessage.AllocViommu(Device, Hwpt, 0))),
        ("VIOMMU_ALLOC", Errno.ENOENT, "no such device", () => Ask(new IommufdMessage.AllocViommu(Nothing, Hwpt, 1))),
        ("VIOMMU_ALLOC", Errno.EINVAL, "over a page table that is not for guests", () =>
        {
            var (bench, iommufd) = Benches.Iommufd();
            ObjectId plain = new(bench.Call(iommufd, new IommufdMessage.AllocHwpt(Ioas, default, 0)).Value);
            return bench.Error(iommufd, new IommufdMessage.AllocViommu(Device, plain, 1));
        }),
        ("VIOMMU_ALLOC", Errno.ENOMEM, "the table is full", () =>
            Ask(new IommufdMessage.AllocViommu(Device, Hwpt, 1), options => options with { ObjectsMost = 4 })),
        ("VEVENTQ_ALLOC", Errno.None, "type 1", () => Ask(new IommufdMessage.AllocVeventq(Viommu, 1))),
        ("VEVENTQ_ALLOC", Errno.EOPNOTSUPP, "type 0", () => Ask(new IommufdMessage.AllocVeventq(Viommu, 0))),
        ("VEVENTQ_ALLOC", Errno.ENOENT, "no such virtual IOMMU", () =>
            Ask(new IommufdMessage.AllocVeventq(Nothing, 1))),
        ("VEVENTQ_ALLOC", Errno.EEXIST, "a second of the type", () => Twice(new IommufdMessage.AllocVeventq(Viommu, 1))),
        ("VEVENTQ_ALLOC", Errno.EMFILE, "too many files", () =>
            Ask(new IommufdMessage.AllocVeventq(Viommu, 1), options => options with { FilesAreFull = true })),
        ("VEVENTQ_ALLOC", Errno.EFAULT, "the answer cannot be written", () =>
            Ask(new IommufdMessage.AllocVeventq(Viommu, 1), options => options with { AnswersFault = true })),
        ("VEVENTQ_ALLOC", Errno.ENOMEM, "the table is full", () =>
            Ask(new IommufdMessage.AllocVeventq(Viommu, 1), options => options with { ObjectsMost = 4 })),
        ("HW_QUEUE_ALLOC", Errno.None, "type 1", () => Ask(new IommufdMessage.AllocHwQueue(Viommu, 1))),
        ("HW_QUEUE_ALLOC", Errno.EOPNOTSUPP, "type 0", () => Ask(new IommufdMessage.AllocHwQueue(Viommu, 0))),
        ("HW_QUEUE_ALLOC", Errno.ENOENT, "no such virtual IOMMU", () =>
            Ask(new IommufdMessage.AllocHwQueue(Nothing, 1))),
        ("HW_QUEUE_ALLOC", Errno.ENOMEM, "the table is full", () =>
            Ask(new IommufdMessage.AllocHwQueue(Viommu, 1), options => options with { ObjectsMost = 4 })),
    ];

    private static (string, Errno, string, Func<Errno>)[] Vdevices =>
    [
        ("VDEVICE_ALLOC", Errno.None, "a device behind nothing", () =>
            Ask(new IommufdMessage.AllocVdevice(Viommu, Device, 7))),
        ("VDEVICE_ALLOC", Errno.ENOENT, "no such virtual IOMMU", () =>
            Ask(new IommufdMessage.AllocVdevice(Nothing, Device, 7))),
        ("VDEVICE_ALLOC", Errno.EEXIST, "the device is behind one", () =>
            Twice(new IommufdMessage.AllocVdevice(Viommu, Device, 7))),
        ("VDEVICE_ALLOC", Errno.EOPNOTSUPP, "the driver says a wrong size", () => Ask(
            new IommufdMessage.AllocVdevice(Viommu, Device, 7), options => options with { VdeviceSizeIsWrong = true })),
        ("VDEVICE_ALLOC", Errno.EINVAL, "the driver refuses the number", () => Ask(
            new IommufdMessage.AllocVdevice(Viommu, Device, 7), options => options with { RefusedNumber = 7 })),
        ("VDEVICE_ALLOC", Errno.ENOMEM, "the table is full", () => Ask(
            new IommufdMessage.AllocVdevice(Viommu, Device, 7), options => options with { ObjectsMost = 4 })),
        ("HWPT_INVALIDATE", Errno.None, "a device that is there", () =>
        {
            var (bench, iommufd) = Benches.Iommufd();
            bench.Call(iommufd, new IommufdMessage.AllocVdevice(Viommu, Device, 7));
            return bench.Error(iommufd, new IommufdMessage.Invalidate(Viommu, 7));
        }),
        ("HWPT_INVALIDATE", Errno.ENOENT, "no such virtual IOMMU", () =>
            Ask(new IommufdMessage.Invalidate(Nothing, 7))),
        ("HWPT_INVALIDATE", Errno.EIO, "no device of that number", () =>
            Ask(new IommufdMessage.Invalidate(Viommu, 7))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Ending =>
    [
        ("BIND", Errno.None, "there is room", () => Ask(default(IommufdMessage.Bind))),
        ("BIND", Errno.ENOMEM, "the table is full", () =>
            Ask(default(IommufdMessage.Bind), options => options with { ObjectsMost = 4 })),
        ("UNBIND", Errno.None, "a device that is bound", () => Ask(new IommufdMessage.Unbind(Device))),
        ("UNBIND", Errno.ENOENT, "no device", () => Ask(new IommufdMessage.Unbind(Ioas))),
        ("DESTROY", Errno.None, "nothing needs it", () => Ask(new IommufdMessage.Destroy(Viommu))),
        ("DESTROY", Errno.ENOENT, "no such object", () => Ask(new IommufdMessage.Destroy(Nothing))),
        ("DESTROY", Errno.EBUSY, "a page table lies over it", () => Ask(new IommufdMessage.Destroy(Ioas))),
        ("CLOSE", Errno.None, "an open queue", () =>
        {
            var (bench, iommufd) = Benches.Iommufd();
            ObjectId queue = new(bench.Call(iommufd, default(IommufdMessage.AllocFaultQueue)).Value);
            return bench.Error(iommufd, new IommufdMessage.CloseFile(queue));
        }),
        ("CLOSE", Errno.EBADF, "no queue", () => Ask(new IommufdMessage.CloseFile(Ioas))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Mapping =>
    [
        ("MMAP", Errno.None, "all registers", () => Mmap(1)),
        ("MMAP", Errno.ENXIO, "a part of them", () => Mmap(0)),
        ("MUNMAP", Errno.None, "what is mapped", () =>
        {
            var (bench, iommufd) = Benches.Iommufd();
            ObjectId queue = new(bench.Call(iommufd, new IommufdMessage.AllocHwQueue(Viommu, 1)).Value);
            bench.Call(iommufd, new IommufdMessage.Mmap(queue, 1));
            return bench.Error(iommufd, new IommufdMessage.Munmap(queue));
        }),
        ("MUNMAP", Errno.EINVAL, "nothing is mapped", () => Ask(new IommufdMessage.Munmap(Viommu))),
        ("MAP", Errno.None, "a page of a file", () => Ask(new IommufdMessage.Map(Ioas, 2, AreaPages.File))),
        ("MAP", Errno.ENOENT, "no address space", () => Ask(new IommufdMessage.Map(Hwpt, 2, AreaPages.File))),
        ("MAP", Errno.EINVAL, "of nothing", () => Ask(new IommufdMessage.Map(Ioas, 2, AreaPages.None))),
        ("MAP", Errno.EEXIST, "where a mapping is", () => Twice(new IommufdMessage.Map(Ioas, 2, AreaPages.File))),
        ("MAP", Errno.ENOMEM, "no room for one more mapping", () =>
        {
            var (bench, iommufd) = Benches.Iommufd();
            var page = 0;
            while (bench.Error(iommufd, new IommufdMessage.Map(Ioas, page, AreaPages.File)) == Errno.None) { page++; }
            return bench.Error(iommufd, new IommufdMessage.Map(Ioas, page + 1, AreaPages.File));
        }),
        ("UNMAP", Errno.None, "a mapping", () =>
        {
            var (bench, iommufd) = Benches.Iommufd();
            bench.Call(iommufd, new IommufdMessage.Map(Ioas, 2, AreaPages.File));
            return bench.Error(iommufd, new IommufdMessage.Unmap(Ioas, 2));
        }),
        ("UNMAP", Errno.ENOENT, "no mapping", () => Ask(new IommufdMessage.Unmap(Ioas, 2))),
        ("UNMAP", Errno.EBUSY, "a mapping that is being made", () => HalfMade(new IommufdMessage.Unmap(Ioas, 2))),
        ("CHANGE_PROCESS", Errno.None, "all is of files", () => Ask(default(IommufdMessage.ChangeProcess))),
        ("CHANGE_PROCESS", Errno.EINVAL, "a mapping of memory", () =>
        {
            var (bench, iommufd) = Benches.Iommufd();
            bench.Call(iommufd, new IommufdMessage.Map(Ioas, 2, AreaPages.Memory));
            return bench.Error(iommufd, default(IommufdMessage.ChangeProcess));
        }),
        ("CHANGE_PROCESS", Errno.EBUSY, "a mapping that is being made", () =>
            HalfMade(default(IommufdMessage.ChangeProcess))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Pages =>
    [
        ("IOPF ATTACH", Errno.None, "nothing is there", () => Page(0, new PageRequestMessage.Attach(1))),
        ("IOPF ATTACH", Errno.EINVAL, "no domain", () => Page(0, new PageRequestMessage.Attach(0))),
        ("IOPF ATTACH", Errno.EBUSY, "one is there", () => Page(1, new PageRequestMessage.Attach(2))),
        ("IOPF REPLACE", Errno.None, "one is there", () => Page(1, new PageRequestMessage.Replace(2))),
        ("IOPF REPLACE", Errno.EINVAL, "nothing is there", () => Page(0, new PageRequestMessage.Replace(2))),
        ("IOPF DETACH", Errno.None, "one is there", () => Page(1, default(PageRequestMessage.Detach))),
        ("IOPF READ", Errno.None, "nothing to read", () => Page(1, new PageRequestMessage.Read(1))),
        ("IOPF RESPOND", Errno.None, "a group that was read", () =>
        {
            var (bench, requests) = Benches.Requests(RequestHandler.Queue);
            bench.Begin(requests, default(PageRequestMessage.Raise));
            var cookie = bench.Call(requests, new PageRequestMessage.Read(1)).Value;
            return bench.Error(requests, new PageRequestMessage.Respond(1, cookie, ResponseCode.Success));
        }),
        ("IOPF RESPOND", Errno.EINVAL, "no such group", () =>
            Page(1, new PageRequestMessage.Respond(1, 5, ResponseCode.Success))),
        ("PAGE REQUEST", Errno.None, "nothing is there: invalid", () => Page(0, default(PageRequestMessage.Raise))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Domains =>
    [
        ("ATTACH DOMAIN", Errno.None, "the default one is there", () => Group([], new DeviceGroupMessage.AttachDomain(D3))),
        ("ATTACH DOMAIN", Errno.EINVAL, "no domain of a user", () =>
            Group([], new DeviceGroupMessage.AttachDomain(GroupDomain.Blocking))),
        ("ATTACH DOMAIN", Errno.EBUSY, "a reset", () => Group([Prepare], new DeviceGroupMessage.AttachDomain(D3))),
        ("ATTACH DOMAIN", Errno.ENOMEM, "no memory", () => Failing([], new DeviceGroupMessage.AttachDomain(D3))),
        ("REPLACE DOMAIN", Errno.None, "one is there", () =>
            Group([Attach], new DeviceGroupMessage.ReplaceDomain(D4))),
        ("REPLACE DOMAIN", Errno.EINVAL, "none is there", () =>
            Group([], new DeviceGroupMessage.ReplaceDomain(D4))),
        ("REPLACE DOMAIN", Errno.EBUSY, "a reset", () =>
            Group([Attach, Prepare], new DeviceGroupMessage.ReplaceDomain(D4))),
        ("REPLACE DOMAIN", Errno.ENOMEM, "no memory", () =>
            Failing([Attach], new DeviceGroupMessage.ReplaceDomain(D4))),
        ("DETACH DOMAIN", Errno.None, "a reset", () =>
            Group([Attach, Prepare], default(DeviceGroupMessage.DetachDomain))),
        ("FREE DOMAIN", Errno.None, "it is not attached", () => Group([], new DeviceGroupMessage.FreeDomain(D3))),
        ("FREE DOMAIN", Errno.EBUSY, "it is attached", () => Group([Attach], new DeviceGroupMessage.FreeDomain(D3))),
        ("FREE DOMAIN", Errno.ENOENT, "it is freed", () =>
            Group([(bench, group) => bench.Call(group, new DeviceGroupMessage.FreeDomain(D3))],
                new DeviceGroupMessage.FreeDomain(D3))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Pasids =>
    [
        ("ATTACH PASID", Errno.None, "nothing is there", () =>
            Group([], new DeviceGroupMessage.AttachPasid(new(1), D3))),
        ("ATTACH PASID", Errno.EOPNOTSUPP, "the driver knows none", () => Group(
            [], new DeviceGroupMessage.AttachPasid(new(1), D3), options => options with { PasidsMax = 0 })),
        ("ATTACH PASID", Errno.EINVAL, "past the last", () =>
            Group([], new DeviceGroupMessage.AttachPasid(new(16), D3))),
        ("ATTACH PASID", Errno.EBUSY, "one is there", () =>
            Group([AttachPasid], new DeviceGroupMessage.AttachPasid(new(1), D4))),
        ("ATTACH PASID", Errno.ENOMEM, "no memory", () =>
            Failing([], new DeviceGroupMessage.AttachPasid(new(1), D3))),
        ("REPLACE PASID", Errno.None, "one is there", () =>
            Group([AttachPasid], new DeviceGroupMessage.ReplacePasid(new(1), D4))),
        ("REPLACE PASID", Errno.EOPNOTSUPP, "the driver knows none", () => Group(
            [], new DeviceGroupMessage.ReplacePasid(new(1), D3), options => options with { PasidsMax = 0 })),
        ("REPLACE PASID", Errno.EINVAL, "nothing is there", () =>
            Group([], new DeviceGroupMessage.ReplacePasid(new(1), D4))),
        ("REPLACE PASID", Errno.EBUSY, "a reset", () =>
            Group([AttachPasid, Prepare], new DeviceGroupMessage.ReplacePasid(new(1), D4))),
        ("REPLACE PASID", Errno.ENOMEM, "no memory", () =>
            Failing([AttachPasid], new DeviceGroupMessage.ReplacePasid(new(1), D4))),
        ("DETACH PASID", Errno.None, "a reset", () =>
            Group([AttachPasid, Prepare], new DeviceGroupMessage.DetachPasid(new(1)))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Resets =>
    [
        ("PREPARE", Errno.None, "inside another", () => Group([Prepare], new DeviceGroupMessage.Prepare(default))),
        ("PREPARE", Errno.ENODEV, "no such device", () => Group([], new DeviceGroupMessage.Prepare(new(5)))),
        ("DONE", Errno.None, "after the reset", () => Group([Prepare], new DeviceGroupMessage.Done(default))),
        ("DONE", Errno.ENODEV, "no such device", () => Group([], new DeviceGroupMessage.Done(new(5)))),
        ("RESET", Errno.None, "a device of the group", () => Reset(0)),
        ("RESET", Errno.ENODEV, "a device of no group", () => Reset(5)),
        ("PASID SETUP", Errno.None, "nothing is there", () => Entry(0, new EntryWriterMessage.Setup(1))),
        ("PASID SETUP", Errno.EINVAL, "no domain", () => Entry(0, new EntryWriterMessage.Setup(0))),
        ("PASID SETUP", Errno.EBUSY, "an entry is there", () => Entry(1, new EntryWriterMessage.Setup(2))),
        ("PASID REPLACE", Errno.None, "an entry is there", () => Entry(1, new EntryWriterMessage.Replace(2))),
        ("PASID REPLACE", Errno.EINVAL, "nothing is there", () => Entry(0, new EntryWriterMessage.Replace(2))),
        ("PASID TEAR DOWN", Errno.None, "nothing is there", () => Entry(0, default(EntryWriterMessage.TearDown))),
        ("DMA", Errno.None, "an entry is there", () => Dma(1)),
        ("DMA", Errno.EFAULT, "nothing is there", () => Dma(0)),
    ];

    private static (string, Errno, string, Func<Errno>)[] Devices =>
    [
        ("SET MSI", Errno.None, "an eventfd", () => Irq(new IrqSettingsMessage.SetMsi(0, 1, IrqAction.Eventfd, 3))),
        ("SET MSI", Errno.EINVAL, "a third vector of two", () =>
            Irq(new IrqSettingsMessage.SetMsi(2, 1, IrqAction.Eventfd, 3))),
        ("SET MSI", Errno.EBADF, "no eventfd", () => Irq(new IrqSettingsMessage.SetMsi(0, 1, IrqAction.Eventfd, -9))),
        ("SET MSI", Errno.ENOMEM, "no memory for vectors", () =>
            Irq(new IrqSettingsMessage.SetMsi(0, 1, IrqAction.Eventfd, 3), new() { HasMemory = false })),
        ("SET INTX", Errno.None, "an eventfd", () => Irq(new IrqSettingsMessage.SetIntx(IrqAction.Eventfd, 1, 3))),
        ("SET INTX", Errno.EINVAL, "vectors are on", () =>
            Irq(new IrqSettingsMessage.SetIntx(IrqAction.Eventfd, 1, 3), new() { Begins = IrqKind.Msi })),
        ("SET INTX", Errno.EBADF, "no eventfd", () => Irq(new IrqSettingsMessage.SetIntx(IrqAction.Eventfd, 1, -9))),
        ("WRITE COMMAND", Errno.None, "nothing is on", () => Irq(new IrqSettingsMessage.WriteCommand(1))),
        ("RELEASE", Errno.None, "vectors are on", () =>
            Irq(default(IrqSettingsMessage.Release), new() { Begins = IrqKind.Msi })),
        ("EXPORT", Errno.None, "the device is open", () => Bar(default(BarExportMessage.Export))),
        ("EXPORT", Errno.ENODEV, "it is closed", () => Bar(default(BarExportMessage.Export), isClosed: true)),
        ("P2P DMA", Errno.None, "a dma-buf", () => Bar(default(BarExportMessage.Access), isExported: true)),
        ("P2P DMA", Errno.ENODEV, "it was revoked", () =>
            Bar(default(BarExportMessage.Access), isExported: true, isClosed: true)),
        ("CLOSE DEVICE", Errno.None, "it is open", () => Bar(default(BarExportMessage.Close))),
        ("CLOSE DEVICE", Errno.EBADF, "it is closed", () => Bar(default(BarExportMessage.Close), isClosed: true)),
    ];

    private static Errno Ask<T>(in T message, Func<IommufdOptions, IommufdOptions>? shape = null)
        where T : unmanaged, IMessage
    {
        var (bench, iommufd) = Benches.Iommufd(shape);
        return bench.Error(iommufd, in message);
    }

    private static Errno Twice<T>(in T message)
        where T : unmanaged, IMessage
    {
        var (bench, iommufd) = Benches.Iommufd();
        Assert.Equal(Errno.None, bench.Error(iommufd, in message));
        return bench.Error(iommufd, in message);
    }

    private static Errno Mmap(int isWhole)
    {
        var (bench, iommufd) = Benches.Iommufd();
        ObjectId queue = new(bench.Call(iommufd, new IommufdMessage.AllocHwQueue(Viommu, 1)).Value);
        return bench.Error(iommufd, new IommufdMessage.Mmap(queue, isWhole));
    }

    /// <summary>A call that comes while the pages of a mapping are filled in.</summary>
    private static Errno HalfMade<T>(in T message)
        where T : unmanaged, IMessage
    {
        var (bench, iommufd) = Benches.Iommufd();
        bench.HoldNext();
        bench.Begin(iommufd, new IommufdMessage.Map(Ioas, 2, AreaPages.File));
        return bench.Error(iommufd, in message);
    }

    private static Errno Page<T>(int domain, in T message)
        where T : unmanaged, IMessage
    {
        var (bench, requests) = Benches.Requests(RequestHandler.Queue, domain);
        return bench.Error(requests, in message);
    }

    private static void Attach(LivingBench bench, ActorId group) =>
        Assert.Equal(Errno.None, bench.Error(group, new DeviceGroupMessage.AttachDomain(D3)));

    private static void AttachPasid(LivingBench bench, ActorId group) =>
        Assert.Equal(Errno.None, bench.Error(group, new DeviceGroupMessage.AttachPasid(new(1), D3)));

    private static void Prepare(LivingBench bench, ActorId group) =>
        Assert.Equal(Errno.None, bench.Error(group, new DeviceGroupMessage.Prepare(default)));

    private static Errno Group<T>(
        Action<LivingBench, ActorId>[] before, in T message, Func<DeviceGroupOptions, DeviceGroupOptions>? shape = null)
        where T : unmanaged, IMessage
    {
        var (bench, group) = Benches.Group(1, shape);
        foreach (var step in before) { step(bench, group); }
        return bench.Error(group, in message);
    }

    /// <summary>The last call finds no memory.</summary>
    private static Errno Failing<T>(Action<LivingBench, ActorId>[] before, in T message)
        where T : unmanaged, IMessage
    {
        var (bench, group) = Benches.Group(1, options => options with { MemoryMayFail = true });
        foreach (var step in before) { step(bench, group); }
        bench.Choices.Enqueue(1);
        return bench.Error(group, in message);
    }

    private static Errno Reset(int device)
    {
        var (bench, group) = Benches.Group();
        var function = bench.Add("pci", new ResetFunctionBehavior(group, new(device), new(1), isNested: true));
        return bench.Error(function, default(ResetFunctionMessage.Reset));
    }

    private static Errno Entry<T>(int domain, in T message)
        where T : unmanaged, IMessage
    {
        var (bench, _, writer) = Benches.Entry(domain);
        return bench.Error(writer, in message);
    }

    private static Errno Dma(int domain)
    {
        var (bench, walker, _) = Benches.Entry(domain);
        return bench.Error(walker, default(EntryWalkerMessage.Translate));
    }

    private static Errno Irq<T>(in T message, IrqSettingsOptions? options = null)
        where T : unmanaged, IMessage
    {
        var (bench, irq) = Benches.Irq(options);
        return bench.Error(irq, in message);
    }

    private static Errno Bar<T>(in T message, bool isExported = false, bool isClosed = false)
        where T : unmanaged, IMessage
    {
        LivingBench bench = new();
        var device = bench.Add("dev0", new BarExportBehavior(DefectSet.None));
        if (isExported) { bench.Call(device, default(BarExportMessage.Export)); }
        if (isClosed) { bench.Call(device, default(BarExportMessage.Close)); }
        return bench.Error(device, in message);
    }
}
