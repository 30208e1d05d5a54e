using VfioActors.Behaviors;
using VfioActors.Conformance.Recordings;
using VfioActors.Conformance.Spapr;
using VfioActors.Vfio.Containers;
using VfioActors.Vfio.Groups;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.VendorDrivers;

namespace VfioActors.Conformance.Actors;

/// <summary>Which actors there are in a case: the machine that was recorded, and containers to be opened.</summary>
public sealed class KernelModel
{
    /// <summary>How often containers may be opened in one case.</summary>
    public const int ContainersMax = 16;

    /// <summary>How many groups behind the IOMMU there are, and how many emulated ones.</summary>
    public const int GroupsMax = 4;

    private const string NoCallback = "m2";

    // The driver of the IOMMU told only of the smallest page in the older kernel, and let it split the others.
    private const ulong SmallestOnly = 0xfffffffffffff000;
    private const ulong EverySize = 0x40201000;

    private readonly SortedDictionary<string, ActorId> _groups = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ActorId> _drivers = new(StringComparer.Ordinal);

    /// <summary>Puts the machine together that a header describes.</summary>
    public KernelModel(RecordingHeader header, Desk desk)
    {
        var rules = RulesOf(header.Kernel);
        Caller = Topology.Add("caller", new CallerBehavior(desk));
        Memory = Topology.Add("memory", new GuestMemoryBehavior(new() { Rules = rules, Capability = true }));
        SpaprMachine? spapr = header.IsSpapr ? new(Topology, Memory, header.DefaultWindow) : null;
        IsSpapr = header.IsSpapr;
        Table = spapr?.AddUnit() ?? Topology.Add(
            "iommu", new IommuTableBehavior(new() { LastPage = header.ApertureEnd >> Paging.Shift }));
        var groups = Enumerable.Range(0, GroupsMax).SelectMany(number => Groups(header, number)).ToList();
        foreach (var group in groups) { Topology.Add(group.Name, new GroupBehavior(group, rules)); }
        foreach (var (name, driver) in _drivers)
        {
            VendorDriverOptions options = new(_groups[name])
            {
                Rules = rules,
                HasCallback = name != NoCallback,
                Policy = CallbackPolicy.Script,
            };
            Ensure.That(Topology.Add($"driver-{name}", new VendorDriverBehavior(options)) == driver, "drivers in turn");
        }

        Containers =
        [
            .. Enumerable.Range(0, ContainersMax).Select(number => spapr?.AddContainer(number, groups) ?? Topology.Add(
                $"container-{number}",
                new ContainerBehavior(new()
                {
                    Rules = rules, Memory = Memory, Groups = groups, MappingsMax = (int)header.MappingsMax,
                }))),
        ];
    }

    /// <summary>All actors.</summary>
    public Topology Topology { get; } = new();

    /// <summary>Whether it is a POWER machine.</summary>
    public bool IsSpapr { get; }

    /// <summary>Stands for every process.</summary>
    public ActorId Caller { get; }

    /// <summary>The memory of every process.</summary>
    public ActorId Memory { get; }

    /// <summary>The IOMMU.</summary>
    public ActorId Table { get; }

    /// <summary>Containers, one an opening.</summary>
    public IReadOnlyList<ActorId> Containers { get; }

    /// <summary>The drivers of emulated devices, by the name of the device.</summary>
    public IReadOnlyDictionary<string, ActorId> Drivers => _drivers;

    /// <summary>The group of a name.</summary>
    /// <exception cref="RecordingException">There is none of that name.</exception>
    public ActorId GroupOf(string name) => _groups.TryGetValue(name, out var group) ? group : throw Unknown(name);

    /// <summary>The driver of an emulated device.</summary>
    /// <exception cref="RecordingException">There is none of that name.</exception>
    public ActorId DriverOf(string device) =>
        _drivers.TryGetValue(device, out var driver) ? driver : throw Unknown(device);

    private static RecordingException Unknown(string name) => new(name, 0, "is no group or device that was recorded");

    private static KernelRules RulesOf(KernelVersion kernel) => kernel switch
    {
        KernelVersion.Linux5x10 => KernelRules.Linux510,
        // What containers share with memory, files and groups has not changed since.
        KernelVersion.Linux6x1 or KernelVersion.Linux6x12 => KernelRules.Linux61,
        _ => throw new ArgumentOutOfRangeException(nameof(kernel)),
    };

    private IEnumerable<GroupOptions> Groups(RecordingHeader header, int number)
    {
        // Two groups are added a number; their drivers follow when all groups are there.
        var backed = new ActorId(Topology.Count + 1 + (2 * number));
        var emulated = new ActorId(backed.Value + 1);
        var driver = new ActorId(Topology.Count + 1 + (2 * GroupsMax) + number);
        _groups[$"p{number}"] = backed;
        _groups[$"m{number}"] = emulated;
        _drivers[$"m{number}"] = driver;
        yield return new($"p{number}", backed)
        {
            Unit = Table,
            PageSizes = header.Kernel == KernelVersion.Linux5x10 ? SmallestOnly : EverySize,
            Reserved = [.. header.Reserved.Select(window => (new Iova(window.First), new Iova(window.Last)))],
            Last = new(header.ApertureEnd),
        };
        yield return new($"m{number}", emulated) { Driver = driver };
    }
}
