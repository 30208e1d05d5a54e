using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Spapr.Actors;
using VfioActors.Scenarios.Spapr.Claims;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.Groups;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Locks;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Containers;
using VfioActors.Vfio.Spapr.Hypervisors;
using VfioActors.Vfio.Spapr.Registries;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Spapr.TceUnits;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Spapr.Settings;

/// <summary>
/// The actors of a scenario about sPAPR, always in the same order: the memory mm, the registry, the IOMMU iommu0, the
/// containers c0 and so on, the groups, the hypervisor, locks, then the users CPU0, CPU1 and so on.
/// </summary>
public sealed class SpaprSetting
{
    private readonly ScenarioBuilder _builder;
    private readonly SpaprSettingOptions _options;
    private readonly List<(ActorId, IReadOnlyList<UserStep>)> _users = [];
    private readonly List<GroupOptions> _groups = [];
    private readonly List<ActorId> _hypervisors = [];
    private readonly (ActorId Registry, ActorId Memory) _locks;

    /// <summary>Adds the actors beside the users.</summary>
    public SpaprSetting(ScenarioBuilder builder, SpaprSettingOptions options)
    {
        _builder = builder;
        _options = options;
        Kernel = SpaprKernelModel.Of(builder.Defects);
        Memory = builder.Topology.Next;
        (Registry, Unit) = (new(Memory.Value + 1), new(Memory.Value + 2));
        Containers = [.. Enumerable.Range(FirstContainer, options.Containers.Count).Select(at => new ActorId(at))];
        var next = FirstContainer + options.Containers.Count + options.Containers.Count + options.Outside.Count
            + (options.HasHypervisor || options.HasIdleHypervisor ? 1 : 0);
        _locks = options.HasLocks ? (new(next), new(next + 1)) : default;
        PlanGroups();
        AddMachine();
        AddContainers();
        foreach (var group in _groups)
        {
            _builder.Add(group.Name, new GroupBehavior(group, KernelModel.Fixed));
        }

        AddHypervisor();
        AddLocks();
    }

    /// <summary>The memory.</summary>
    public ActorId Memory { get; }

    /// <summary>The registry of regions.</summary>
    public ActorId Registry { get; }

    /// <summary>The IOMMU.</summary>
    public ActorId Unit { get; }

    /// <summary>The containers.</summary>
    public IReadOnlyList<ActorId> Containers { get; }

    /// <summary>How its kernel behaves.</summary>
    public SpaprKernelModel Kernel { get; }

    /// <summary>The groups: first those of the containers, then those outside.</summary>
    public IReadOnlyList<ActorId> Groups => [.. _groups.Select(group => group.Actor)];

    /// <summary>The hypervisor.</summary>
    public ActorId Hypervisor => _hypervisors[0];

    /// <summary>The thread that maps memory of a device.</summary>
    public ActorId Mapper { get; private set; }

    /// <summary>The actors so far, for properties.</summary>
    public SpaprActors Actors => new()
    {
        Memory = Memory,
        Registry = Registry,
        Unit = Unit,
        Containers = Containers,
        Hypervisors = _hypervisors,
        Users = [.. _users],
    };

    /// <summary>Adds the next user.</summary>
    public void AddUser(params IEnumerable<UserRequest> requests)
    {
        var name = $"CPU{_users.Count}";
        SpaprText text = new(_builder.Topology, Containers);
        var script = _builder.Script(name, requests.Select(request => (text.Of(request), request)));
        List<UserStep> steps = [.. script.Select(operation => new UserStep(operation.Id, operation.Operation))];
        _users.Add((_builder.Add(name, new UserBehavior(steps, new SpaprAnswers())), steps));
    }

    /// <summary>Claims every property of the specification that holds whatever users do.</summary>
    public void ClaimAll()
    {
        var actors = Actors;
        Property[] all =
        [
            new ChargeOncePerRange(), new LockedVmLaw(actors), new NoUnderflow(), new PinBalance(actors),
            new PublishedImpliesPinned(), new NonEmptyRegion(), new NoTceToFreePage(actors),
            new MappedCountExact(actors), new UnregisterRefusedWhileMapped(actors), new RegionsDisjoint(),
            new EntryInsideRegion(actors), new EntryInsideTable(), new MapAllOrNothing(actors),
            new EnableNeedsGroup(), new NoUseAfterFree(actors), new NoDoubleFree(actors),
        ];
        _builder.Claim(all);
    }

    private int FirstContainer => Memory.Value + 3;

    private WindowOptions WindowOf(int container) =>
        new(default, new(_options.Entries), _options.Shift, Containers[container]);

    private void PlanGroups()
    {
        var first = FirstContainer + Containers.Count;
        for (var container = 0; container < Containers.Count; container++)
        {
            var isIn = _options.Containers[container].HasGroup;
            _groups.Add(new($"p{container}", new(first + container))
            {
                Unit = Unit,
                StartsOpen = true,
                StartsIn = isIn ? Containers[container] : default,
            });
        }

        foreach (var kind in _options.Outside)
        {
            var number = _groups.Count;
            _groups.Add(new($"p{number}", new(first + number)) { Unit = Unit, StartsOpen = true, DomainKind = kind });
        }
    }

    private void AddMachine()
    {
        GuestMemoryOptions memory = new()
        {
            Kernel = KernelModel.Of(_builder.Defects),
            Limit = new(_options.Limit is { } pages ? pages << Paging.Shift : ulong.MaxValue),
            Areas = [new(new(SpaprRequests.MemoryPage << Paging.Shift), new(_options.Pages), AreaKind.Anonymous)],
        };
        _builder.Add("mm", new GuestMemoryBehavior(_options.Memory(memory)));
        _builder.Add("registry", new RegionRegistryBehavior(new()
        {
            Memory = Memory,
            Kernel = Kernel,
            Locks = _locks,
            StartsWith = _options.Devices,
        }));
        _builder.Add(_options.Unit, new TceUnitBehavior(new()
        {
            Kernel = Kernel,
            ExchangesMayFail = _options.ExchangesMayFail || _builder.AsksAll,
            StartsWith = [.. Enumerable.Range(0, Containers.Count).Select(WindowOf)],
        }));
    }

    private void AddContainers()
    {
        for (var container = 0; container < Containers.Count; container++)
        {
            var box = _options.Containers[container];
            OwnWindow window = new(default, new(_options.Entries), default, _options.Shift, container);
            _builder.Add($"c{container}", new SpaprContainerBehavior(new()
            {
                Kernel = Kernel,
                Memory = Memory,
                Registry = Registry,
                Unit = Unit,
                Groups = _groups,
                DefaultWindow = new(_options.Entries << _options.Shift.Value),
                RecordsMayFail = _options.RecordsMayFail || _builder.AsksAll,
                StartsAs = box.Kind,
                StartsWith = box.HasGroup ? [_groups[container].Actor] : [],
                StartsWithWindows = box.IsPending ? [] : [window],
                StartsPending = box.IsPending,
            }));
        }
    }

    private void AddHypervisor()
    {
        if (!_options.HasHypervisor && !_options.HasIdleHypervisor) { return; }

        _hypervisors.Add(_builder.Add("kvm", new HypervisorBehavior(new()
        {
            Registry = Registry,
            Unit = Unit,
            Kernel = Kernel,
            StartsWith = _options.HasHypervisor ? (WindowOf(0), 0) : null,
        })));
    }

    private void AddLocks()
    {
        if (!_options.HasLocks) { return; }

        var registry = _builder.Add("registry-lock", new LockBehavior());
        var memory = _builder.Add("mmap-lock", new LockBehavior());
        Ensure.That((registry, memory) == _locks, "the locks are where they were planned");
        Mapper = _builder.Add("mapper", new DeviceMapperBehavior(memory, registry));
    }
}
