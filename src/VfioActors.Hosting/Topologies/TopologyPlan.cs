using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Hosting.Doors;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.Containers;
using VfioActors.Vfio.Faults.IrqTables;
using VfioActors.Vfio.Faults.Regions;
using VfioActors.Vfio.Faults.Reporters;
using VfioActors.Vfio.Groups;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.IommuUnits;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Containers;
using VfioActors.Vfio.Spapr.Registries;
using VfioActors.Vfio.Spapr.TceUnits;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.VendorDrivers;

namespace VfioActors.Hosting.Topologies;

/// <summary>Plans the actors of a topology without mistakes: who they are, and what each knows of the others.</summary>
internal sealed class TopologyPlan
{
    /// <summary>Memories share no page frames: each has so many numbers of its own.</summary>
    private const long FramesOfMemory = 1L << 32;

    private readonly VfioTopology _topology;
    private readonly DefectSet _defects;
    private readonly KernelModel _kernel;
    private readonly SpaprKernelModel _spapr;
    private readonly IReadOnlyList<(string Name, DeviceDeclaration Device)> _scalable;

    internal TopologyPlan(VfioTopology topology, DefectSet defects, ActorPlan actors)
    {
        (_topology, _defects, Actors) = (topology, defects, actors);
        (_kernel, _spapr) = (KernelModel.Of(defects), SpaprKernelModel.Of(defects));
        var scalable = topology.Devices.Where(one => topology.IsScalable(one.Value));
        _scalable = [.. scalable.Select(one => (one.Key, one.Value))];
        PlanMemories();
        PlanUnits();
        PlanContainers();
        PlanGroups();
        PlanAuxDomains();
        PlanFaultQueues();
    }

    /// <summary>The actors.</summary>
    internal ActorPlan Actors { get; }

    /// <summary>Whether the kernel lets only drivers of open devices pin.</summary>
    internal bool PinsNeedOpenDevice => _kernel.PinsNeedOpenDevice;

    /// <summary>The number of each device that is no actor, by its name.</summary>
    internal IReadOnlyDictionary<string, DeviceId> DeviceIds => _scalable.Select((one, at) => (one.Name, at))
        .ToDictionary(one => one.Name, one => new DeviceId(one.at), StringComparer.Ordinal);

    private IEnumerable<KeyValuePair<string, DeviceDeclaration>> DevicesOf(UnitKind kind) =>
        _topology.Devices.Where(one => _topology.Units[one.Value.Unit].Kind == kind);

    private void PlanMemories()
    {
        var place = 0L;
        foreach (var (name, memory) in _topology.Memories)
        {
            Pfn first = new(1 + (FramesOfMemory * place++));
            Actors.Add(name, () => new GuestMemoryBehavior(new()
            {
                Kernel = _kernel,
                FirstFrame = first,
                Limit = new(memory.LockedPagesMax is { } most ? most << Paging.Shift : ulong.MaxValue),
                Areas = [new(new(memory.FirstPage << Paging.Shift), new(memory.Pages), AreaKind.Anonymous)],
            }));
        }

        foreach (var memory in _topology.SpaprContainers.Values.Select(one => one.Memory).Distinct())
        {
            Actors.Add($"{memory}-registry", () => new RegionRegistryBehavior(new()
            {
                Memory = Actors[memory],
                Kernel = _spapr,
            }));
        }
    }

    private void PlanUnits()
    {
        foreach (var (name, unit) in _topology.Units)
        {
            switch (unit.Kind)
            {
                case UnitKind.SecondLevel:
                    Actors.Add(name, () => new IommuTableBehavior(new() { StartsWith = [.. StartingDomains()] }));
                    break;
                case UnitKind.Tce:
                    Actors.Add(name, () => new TceUnitBehavior(new() { Kernel = _spapr }));
                    break;
                default:
                    Actors.Add(name, () => new IommuUnitBehavior(new() { Devices = DevicesOfUnit(name) }, _defects));
                    break;
            }
        }
    }

    /// <summary>The devices of one container share a domain.</summary>
    private IEnumerable<(ActorId Group, DomainId Domain, ActorId Container)> StartingDomains() =>
        from device in DevicesOf(UnitKind.SecondLevel)
        where device.Value.Container is not null
        select (Actors[device.Key], DomainOf(device.Value.Container), Actors[device.Value.Container]);

    private DomainId DomainOf(string? container)
    {
        List<string?> homes = [.. DevicesOf(UnitKind.SecondLevel).Select(one => one.Value.Container)
            .Where(one => one is not null).Distinct()];
        return new(1 + homes.IndexOf(container));
    }

    private IReadOnlyList<DeviceOptions?> DevicesOfUnit(string unit) =>
        [.. _scalable.Select(one => one.Device.Unit == unit ? new DeviceOptions(one.Name) : null)];

    private void PlanContainers()
    {
        foreach (var (name, container) in _topology.Containers)
        {
            Actors.Add(name, () => new ContainerBehavior(new()
            {
                Kernel = _kernel,
                Memory = Actors[container.Memory],
                Groups = [.. Type1Groups()],
                MappingsMax = container.MappingsMax,
                RequestsMax = container.RequestsMax,
                StartsOpen = true,
                StartsAs = MembersOf(name).Any() ? container.Kind : ContainerKind.None,
                StartsWith = [.. MembersOf(name)],
                StartsTelling =
                [
                    .. _topology.Mdevs.Where(one => one.Value.Container == name && one.Value.Callback)
                        .Select(one => Actors[$"{one.Key}-driver"]),
                ],
            }));
        }

        foreach (var (name, container) in _topology.SpaprContainers) { PlanSpapr(name, container); }
    }

    private void PlanSpapr(string name, SpaprContainerDeclaration container)
    {
        IEnumerable<string> members = DevicesOf(UnitKind.Tce).Where(one => one.Value.Container == name)
            .Select(one => one.Key);
        Actors.Add(name, () => new SpaprContainerBehavior(new()
        {
            Kernel = _spapr,
            Memory = Actors[container.Memory],
            Registry = Actors[$"{container.Memory}-registry"],
            Unit = Actors[container.Unit],
            Groups = [.. DevicesOf(UnitKind.Tce).Select(one => OptionsOf(one.Key, one.Value))],
            StartsAs = members.Any() ? container.Kind : SpaprKind.None,
            StartsWith = [.. members.Select(one => Actors[one])],
            StartsPending = members.Any(),
        }));
    }

    private IEnumerable<(ActorId Group, DomainId Domain)> MembersOf(string container) =>
        DevicesOf(UnitKind.SecondLevel).Where(one => one.Value.Container == container)
            .Select(one => (Actors[one.Key], DomainOf(container)))
            .Concat(_topology.Mdevs.Where(one => one.Value.Container == container)
                .Select(one => (Actors[one.Key], DomainId.None)));

    private IEnumerable<GroupOptions> Type1Groups() =>
        DevicesOf(UnitKind.SecondLevel).Select(one => OptionsOf(one.Key, one.Value))
            .Concat(_topology.Mdevs.Select(one => OptionsOf(one.Key, one.Value)));

    private GroupOptions OptionsOf(string name, DeviceDeclaration device) => new(name, Actors[name])
    {
        Unit = Actors[device.Unit],
        StartsOpen = true,
        StartsIn = Actors[device.Container],
    };

    private GroupOptions OptionsOf(string name, MdevDeclaration mdev) => new(name, Actors[name])
    {
        Driver = Actors[$"{name}-driver"],
        StartsOpen = true,
        StartsIn = Actors[mdev.Container],
        StartsWithDeviceOpen = mdev.Container is not null,
    };

    private void PlanGroups()
    {
        foreach (var (name, device) in _topology.Devices.Where(one => !_topology.IsScalable(one.Value)))
        {
            Actors.Add(name, () => new GroupBehavior(OptionsOf(name, device), _kernel));
        }

        foreach (var (name, mdev) in _topology.Mdevs)
        {
            Actors.Add(name, () => new GroupBehavior(OptionsOf(name, mdev), _kernel));
            if (mdev.OwnDriver) { Actors.Add($"{name}-driver", () => new CallerBehavior()); }
            else { Actors.Add($"{name}-driver", () => new VendorDriverBehavior(DriverOptionsOf(name, mdev))); }
        }
    }

    private VendorDriverOptions DriverOptionsOf(string name, MdevDeclaration mdev) => new(Actors[name])
    {
        Kernel = _kernel,
        StartsIn = Actors[mdev.Container],
        StartsOpen = mdev.Container is not null,
        HasCallback = mdev.Callback,
        Policy = mdev.Policy,
    };

    private void PlanAuxDomains()
    {
        foreach (var (name, domain) in _topology.AuxDomains)
        {
            Actors.Add(name, () => new AuxDomainBehavior(new()
            {
                Units = [.. _scalable.Select(one => Actors[one.Device.Unit])],
                DeviceNames = [.. _scalable.Select(one => one.Name)],
                Allocator = Actors["pasids"],
                Levels = domain.Levels,
            }, _defects));
        }

        if (_topology.AuxDomains.Count > 0) { Actors.Add("pasids", () => new PasidAllocatorBehavior(0, _defects)); }
    }

    private void PlanFaultQueues()
    {
        var device = 0;
        foreach (var (name, queue) in _topology.FaultQueues)
        {
            DeviceId id = new(device++);
            Actors.Add(name, () => new FaultQueueBehavior(new()
            {
                Device = id,
                Reporter = Actors["faults"],
                Interrupts = Actors[$"{name}-irq"],
                Records = queue.Records,
                Mappable = queue.Mappable,
            }, _defects));
            Actors.Add($"{name}-irq", () => new IrqTableBehavior(Actors[name], hasInterrupt: true, _defects));
            Actors.Add($"{name}-device", () => new CallerBehavior());
            Actors.Add($"{name}-guest", () => new CallerBehavior());
        }

        if (device == 0) { return; }
        Actors.Add("faults", () => new FaultReporterBehavior(new() { Devices = device }, _defects));
    }
}
