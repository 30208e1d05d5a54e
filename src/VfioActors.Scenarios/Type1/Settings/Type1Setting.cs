using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Scenarios.Type1.Claims;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.Containers;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Groups;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.VendorDrivers;

namespace VfioActors.Scenarios.Type1.Settings;

/// <summary>
/// The actors of a scenario about type1 containers, always in the same order: the memory mm, the IOMMU iommu0, the
/// containers c0 and so on, the groups, the drivers of the groups that have one, then the users CPU0, CPU1 and so on.
/// </summary>
public sealed class Type1Setting
{
    private readonly ScenarioBuilder _builder;
    private readonly Type1SettingOptions _options;
    private readonly List<(ActorId, IReadOnlyList<UserStep>)> _users = [];

    /// <summary>Adds the actors beside the users.</summary>
    public Type1Setting(ScenarioBuilder builder, Type1SettingOptions options)
    {
        _builder = builder;
        _options = options;
        Memory = builder.Topology.Next;
        Tables = new(Memory.Value + 1);
        var firstContainer = Memory.Value + 2;
        Containers = [.. Enumerable.Range(firstContainer, options.Containers).Select(number => new ActorId(number))];
        var firstGroup = firstContainer + options.Containers;
        Groups = [.. Enumerable.Range(firstGroup, options.Groups.Count).Select(number => new ActorId(number))];
        var next = firstGroup + options.Groups.Count;
        Drivers = [.. options.Groups.Select(group => group.HasDriver ? new ActorId(next++) : default)];
        AddMemory();
        AddTables();
        AddContainers();
        AddGroups();
        AddDrivers();
    }

    /// <summary>The memory.</summary>
    public ActorId Memory { get; }

    /// <summary>The IOMMU.</summary>
    public ActorId Tables { get; }

    /// <summary>The containers.</summary>
    public IReadOnlyList<ActorId> Containers { get; }

    /// <summary>The groups.</summary>
    public IReadOnlyList<ActorId> Groups { get; }

    /// <summary>The container in which each group is at the start; nobody for those that are in none.</summary>
    public IReadOnlyList<ActorId> Homes => [.. Enumerable.Range(0, Groups.Count).Select(ContainerOf)];

    /// <summary>The groups that are in no container at the start.</summary>
    public IEnumerable<ActorId> Outside => Groups.Where((_, group) => !ContainerOf(group).IsSomebody);

    /// <summary>The driver of each group.</summary>
    public IReadOnlyList<ActorId> Drivers { get; }

    /// <summary>The actors so far, for properties.</summary>
    public Type1Actors Actors => new()
    {
        Memory = Memory,
        Tables = Tables,
        Containers = Containers,
        Groups = Groups,
        Drivers = Drivers,
        Users = [.. _users],
    };

    private KernelModel Kernel => KernelModel.Of(_builder.Defects);

    /// <summary>Adds the next user.</summary>
    public void AddUser(params IEnumerable<UserRequest> requests)
    {
        var name = $"CPU{_users.Count}";
        RequestText text = new(_builder.Topology, Containers);
        var script = _builder.Script(name, requests.Select(request => (text.Of(request), request)));
        List<UserStep> steps = [.. script.Select(operation => new UserStep(operation.Id, operation.Operation))];
        _users.Add((_builder.Add(name, new UserBehavior(steps)), steps));
    }

    /// <summary>A system call of a process.</summary>
    public UserRequest Call<T>(in T call)
        where T : unmanaged, IMessage => UserRequest.Of(Memory, in call);

    /// <summary>Adds an actor of the scenario's own; before the users.</summary>
    public ActorId Add<TState>(string name, IBehavior<TState> behavior)
        where TState : State => _builder.Add(name, behavior);

    /// <summary>
    /// Claims every property of the specification that a scenario of this kind may break, but for those left out.
    /// </summary>
    public void ClaimAll(params IEnumerable<string> except)
    {
        var actors = Actors;
        Property[] all =
        [
            new LockedVmLaw(actors), new NoUnderflow(), new LimitNeverExceeded(), new LimitExact(),
            new PinBalance(actors), new RefsMatchDriver(actors), new NoMappingRemovedWithPins(),
            new UnpinFindsWhatPinFound(actors), new UnpinCount(actors), new MappingsDisjoint(), new MapAvailBounded(),
            new RangeClosed(actors), new BackedAllOrNothing(actors), new DirtySuperset(actors),
            new UnmapReportsTruth(actors), new NoUseAfterUnpin(actors), new NoStaleMapping(),
            new NoDoubleFree(), new RefBalance(), new Determinism(actors), new BatchedAccounting(actors),
        ];
        _builder.Claim(all.Where(property => !except.Contains(property.Name)));
    }

    private IEnumerable<int> GroupsOf(int container) =>
        Enumerable.Range(0, Groups.Count).Where(group => _options.Groups[group].Container == container);

    /// <summary>Groups of one container share a domain: number 1 in the first container that needs one.</summary>
    private DomainId DomainOf(int container)
    {
        var before = Enumerable.Range(0, container).Count(IsBacked);
        return IsBacked(container) ? new(before + 1) : DomainId.None;
    }

    private bool IsBacked(int container) => GroupsOf(container).Any(group => _options.Groups[group].IsBacked);

    private DomainId DomainOfGroup(int group)
    {
        var known = _options.Groups[group];
        return known.IsBacked && known.Container >= 0 ? DomainOf(known.Container) : DomainId.None;
    }

    private void AddMemory()
    {
        GuestMemoryOptions usual = new()
        {
            Kernel = Kernel,
            Limit = _options.Limit is { } pages ? Type1Requests.Bytes(pages) : new(ulong.MaxValue),
            Areas =
            [
                new(new(Type1Requests.MemoryPage << Paging.Shift), new(_options.Pages), AreaKind.Anonymous),
            ],
        };
        _builder.Add("mm", new GuestMemoryBehavior(_options.Memory(usual)));
    }

    private void AddTables()
    {
        IommuTableOptions usual = new()
        {
            NameOf = _builder.Topology.NameOf,
            StartsWith =
            [
                .. Enumerable.Range(0, Groups.Count).Where(group => DomainOfGroup(group) != DomainId.None)
                    .Select(group => (Groups[group], DomainOfGroup(group), ContainerOf(group))),
            ],
        };
        _builder.Add(_options.Tables, new IommuTableBehavior(usual));
    }

    private void AddContainers()
    {
        for (var container = 0; container < Containers.Count; container++)
        {
            var inside = GroupsOf(container).ToList();
            ContainerOptions usual = new()
            {
                Kernel = Kernel,
                Memory = Memory,
                Groups = [.. Enumerable.Range(0, Groups.Count).Select(OptionsOf)],
                RecordsMayFail = _builder.AsksAll,
                MappingRecordsMayFail = _builder.AsksAll,
                StartsOpen = true,
                StartsAs = inside.Count > 0 ? _options.Kind : ContainerKind.None,
                StartsWith = [.. inside.Select(group => (Groups[group], DomainOfGroup(group)))],
                StartsTelling = [.. inside.Where(IsListening).Select(group => Drivers[group])],
            };
            _builder.Add($"c{container}", new ContainerBehavior(_options.Container(usual)));
        }
    }

    private bool IsListening(int group)
    {
        var known = _options.Groups[group];
        return known.HasDriver && known.IsOpen && DriverOf(group).HasCallback;
    }

    private GroupOptions OptionsOf(int group)
    {
        var known = _options.Groups[group];
        return known.Options(new(known.Name, Groups[group])
        {
            Unit = known.IsBacked ? Tables : default,
            Driver = Drivers[group],
            StartsOpen = true,
            StartsIn = ContainerOf(group),
            StartsWithDeviceOpen = known.IsOpen && known.Container >= 0,
        });
    }

    private ActorId ContainerOf(int group) =>
        _options.Groups[group].Container is >= 0 and var at ? Containers[at] : default;

    private VendorDriverOptions DriverOf(int group)
    {
        var known = _options.Groups[group];
        return known.Driver(new(Groups[group])
        {
            Kernel = Kernel,
            StartsIn = ContainerOf(group),
            StartsOpen = known.IsOpen && known.Container >= 0,
        });
    }

    private void AddGroups()
    {
        for (var group = 0; group < Groups.Count; group++)
        {
            _builder.Add(_options.Groups[group].Name, new GroupBehavior(OptionsOf(group), Kernel));
        }
    }

    private void AddDrivers()
    {
        for (var group = 0; group < Groups.Count; group++)
        {
            if (!Drivers[group].IsSomebody) { continue; }
            _builder.Add($"{_options.Groups[group].Name}-driver", new VendorDriverBehavior(DriverOf(group)));
        }
    }
}
