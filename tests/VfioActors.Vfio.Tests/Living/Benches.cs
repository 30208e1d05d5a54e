using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.DeviceGroups;
using VfioActors.Vfio.Interrupts;
using VfioActors.Vfio.Iommufd;
using VfioActors.Vfio.Locks;
using VfioActors.Vfio.PageRequests;
using VfioActors.Vfio.PasidEntries;

namespace VfioActors.Vfio.Tests.Living;

/// <summary>Benches of one part each: the last actor is the one that is called.</summary>
internal static class Benches
{
    /// <summary>Address space 1, page table 2 for guests, device 3, virtual IOMMU 4.</summary>
    internal static (LivingBench Bench, ActorId Iommufd) Iommufd(Func<IommufdOptions, IommufdOptions>? shape = null)
    {
        LivingBench bench = new();
        var group = bench.Add("igroup", new LockBehavior());
        IommufdOptions options = new()
        {
            GroupLock = group,
            Given =
            [
                new(ObjectKind.Ioas),
                new(ObjectKind.Hwpt, 1, Marks: ObjectMarks.IsNestParent),
                new(ObjectKind.Device),
                new(ObjectKind.Viommu, 2, Detail: 1),
            ],
        };
        return (bench, bench.Add("iommufd",
            new IommufdBehavior(shape?.Invoke(options) ?? options, DefectSet.None)));
    }

    internal static (LivingBench Bench, ActorId Group) Group(
        int devices = 1, Func<DeviceGroupOptions, DeviceGroupOptions>? shape = null)
    {
        LivingBench bench = new();
        List<ActorId> members = [];
        for (var at = 0; at < devices; at++) { members.Add(bench.Add($"dev{at}", new ResettableBehavior())); }
        DeviceGroupOptions options = new() { Devices = members };
        return (bench, bench.Add("group",
            new DeviceGroupBehavior(shape?.Invoke(options) ?? options, DefectSet.None)));
    }

    internal static (LivingBench Bench, ActorId Irq) Irq(IrqSettingsOptions? options = null)
    {
        LivingBench bench = new();
        return (bench, bench.Add("irq", new IrqSettingsBehavior(options ?? new(), DefectSet.None)));
    }

    internal static (LivingBench Bench, ActorId Requests) Requests(RequestHandler handler, int domain = 1)
    {
        LivingBench bench = new();
        return (bench, bench.Add("iopf", new PageRequestBehavior(handler, domain, DefectSet.None)));
    }

    internal static (LivingBench Bench, ActorId Walker, ActorId Writer) Entry(int domain)
    {
        LivingBench bench = new();
        var memory = bench.Add("entry", new EntryMemoryBehavior(domain));
        var walker = bench.Add("vtd", new EntryWalkerBehavior(memory));
        return (bench, walker,
            bench.Add("driver", new EntryWriterBehavior(memory, walker, domain, DefectSet.None)));
    }
}
