using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.BarExports;
using VfioActors.Vfio.DeviceGroups;
using VfioActors.Vfio.Interrupts;
using VfioActors.Vfio.Iommufd;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Living;

/// <summary>Random calls at iommufd, a group of devices, interrupts and an exported BAR, and their answers.</summary>
internal sealed class RandomCalls : RandomCallRun
{
    private readonly (LivingBench Bench, ActorId Actor) _iommufd;
    private readonly (LivingBench Bench, ActorId Actor) _group;
    private readonly (LivingBench Bench, ActorId Actor) _irq;
    private readonly LivingBench _bars = new();
    private readonly ActorId _bar;

    internal RandomCalls(int seed)
        : base(seed)
    {
        var most = Random.Next(2) == 0 ? 6 : 64;
        _iommufd = Benches.Iommufd(options => options with { ObjectsMost = most });
        var pasids = Random.Next(3) == 0 ? 0 : 4;
        _group = Benches.Group(2, options => options with { PasidsMax = pasids });
        _irq = Benches.Irq();
        _bar = _bars.Add("dev0", new BarExportBehavior(DefectSet.None));
    }

    protected override IEnumerable<(string Operation, Func<Errno> Call)> Calls =>
        [.. Allocs(), .. Objects(), .. Areas(), .. Domains(), .. Resets(), .. Devices()];

    private ObjectId Id => new(Random.Next(1, 10));

    private GroupDomain Domain => new(Random.Next(6));

    private Pasid Pasid => new(Random.Next(6));

    private DeviceId Device => new(Random.Next(3));

    private IEnumerable<(string, Func<Errno>)> Allocs() =>
    [
        ("IOAS_ALLOC", () => Iommufd(default(IommufdMessage.AllocIoas))),
        ("HWPT_ALLOC", () => Iommufd(new IommufdMessage.AllocHwpt(Id, default, Random.Next(2)))),
        ("FAULT_QUEUE_ALLOC", () => Iommufd(default(IommufdMessage.AllocFaultQueue))),
        ("VIOMMU_ALLOC", () => Iommufd(new IommufdMessage.AllocViommu(Id, Id, Random.Next(3)))),
        ("VEVENTQ_ALLOC", () => Iommufd(new IommufdMessage.AllocVeventq(Id, Random.Next(3)))),
        ("HW_QUEUE_ALLOC", () => Iommufd(new IommufdMessage.AllocHwQueue(Id, Random.Next(3)))),
        ("VDEVICE_ALLOC", () => Iommufd(new IommufdMessage.AllocVdevice(Id, Id, Random.Next(3)))),
        ("BIND", () => Iommufd(default(IommufdMessage.Bind))),
    ];

    private IEnumerable<(string, Func<Errno>)> Objects() =>
    [
        ("HWPT_INVALIDATE", () => Iommufd(new IommufdMessage.Invalidate(Id, Random.Next(3)))),
        ("UNBIND", () => Iommufd(new IommufdMessage.Unbind(Id))),
        ("DESTROY", () => Iommufd(new IommufdMessage.Destroy(Id))),
        ("CLOSE", () => Iommufd(new IommufdMessage.CloseFile(Id))),
        ("MMAP", () => Iommufd(new IommufdMessage.Mmap(Id, Random.Next(2)))),
        ("MUNMAP", () => Iommufd(new IommufdMessage.Munmap(Id))),
    ];

    private IEnumerable<(string, Func<Errno>)> Areas() =>
    [
        ("MAP", () => Iommufd(new IommufdMessage.Map(Id, Random.Next(3), (AreaPages)Random.Next(2)))),
        ("UNMAP", () => Iommufd(new IommufdMessage.Unmap(Id, Random.Next(3)))),
        ("CHANGE_PROCESS", () => Iommufd(default(IommufdMessage.ChangeProcess))),
    ];

    private IEnumerable<(string, Func<Errno>)> Domains() =>
    [
        ("ATTACH DOMAIN", () => Group(new DeviceGroupMessage.AttachDomain(Domain))),
        ("REPLACE DOMAIN", () => Group(new DeviceGroupMessage.ReplaceDomain(Domain))),
        ("DETACH DOMAIN", () => Group(default(DeviceGroupMessage.DetachDomain))),
        ("FREE DOMAIN", () => Random.Next(4) > 0 ? Errno.None : Group(new DeviceGroupMessage.FreeDomain(Domain))),
        ("ATTACH PASID", () => Group(new DeviceGroupMessage.AttachPasid(Pasid, Domain))),
        ("REPLACE PASID", () => Group(new DeviceGroupMessage.ReplacePasid(Pasid, Domain))),
        ("DETACH PASID", () => Group(new DeviceGroupMessage.DetachPasid(Pasid))),
    ];

    private IEnumerable<(string, Func<Errno>)> Resets() =>
    [
        ("PREPARE", () => Group(new DeviceGroupMessage.Prepare(Device))),
        ("DONE", () => Group(new DeviceGroupMessage.Done(Device))),
    ];

    private IEnumerable<(string, Func<Errno>)> Devices() =>
    [
        ("SET MSI", () => Irq(new IrqSettingsMessage.SetMsi(
            Random.Next(3), Random.Next(3), (IrqAction)Random.Next(3), Random.Next(-2, 3)))),
        ("SET INTX", () => Irq(new IrqSettingsMessage.SetIntx(
            (IrqAction)Random.Next(3), Random.Next(3), Random.Next(-2, 3)))),
        ("WRITE COMMAND", () => Irq(new IrqSettingsMessage.WriteCommand(Random.Next(2)))),
        ("EXPORT", () => _bars.Error(_bar, default(BarExportMessage.Export))),
        ("P2P DMA", () => _bars.Error(_bar, default(BarExportMessage.Access))),
        ("CLOSE DEVICE", () =>
            Random.Next(9) > 0 ? Errno.None : _bars.Error(_bar, default(BarExportMessage.Close))),
    ];

    private Errno Iommufd<T>(in T message)
        where T : unmanaged, IMessage => _iommufd.Bench.Error(_iommufd.Actor, in message);

    private Errno Group<T>(in T message)
        where T : unmanaged, IMessage => _group.Bench.Error(_group.Actor, in message);

    private Errno Irq<T>(in T message)
        where T : unmanaged, IMessage => _irq.Bench.Error(_irq.Actor, in message);
}
