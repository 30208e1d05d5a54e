using VfioActors.Behaviors;
using VfioActors.Conformance.Recordings;
using VfioActors.Vfio.Containers;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Groups;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.VendorDrivers;

namespace VfioActors.Conformance.Actors;

/// <summary>Which actors there are in a case: the machine that was recorded, and the containers opened on it.</summary>
public sealed class RecordedMachine
{
    /// <summary>How many groups behind the IOMMU there are, and how many emulated ones.</summary>
    public const int GroupsMax = 4;

    private const string NoCallback = "m2";

    // The driver of the IOMMU told only of the smallest page in the older kernel, and let it split the others.
    private const ulong SmallestOnly = 0xfffffffffffff000;
    private const ulong EverySize = 0x40201000;

    private readonly List<ActorId> _containers = [];
    private readonly IReadOnlyList<GroupOptions> _machine;
    private readonly KernelModel _kernel;
    private readonly SpaprMachine? _spapr;
    private readonly SortedDictionary<string, ActorId> _groups = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ActorId> _drivers = new(StringComparer.Ordinal);

    /// <summary>Puts the machine together that a header describes.</summary>
    public RecordedMachine(RecordingHeader header)
    {
        var kernel = _kernel = KernelOf(header.Kernel);
        Memory = Topology.Add("memory", new GuestMemoryBehavior(new() { Kernel = kernel, Capability = true }));
        _spapr = header.IsSpapr ? new(Topology, Memory, header.DefaultWindow) : null;
        Table = _spapr?.AddUnit() ?? Topology.Add(
            "iommu", new IommuTableBehavior(new() { LastPage = new Iova(header.ApertureEnd).Page }));
        _machine = [.. Enumerable.Range(0, GroupsMax).SelectMany(number => Groups(header, number))];
        foreach (var group in _machine) { Topology.Add(group.Name, new GroupBehavior(group, kernel)); }
        foreach (var (name, driver) in _drivers)
        {
            VendorDriverOptions options = new(_groups[name])
            {
                Kernel = kernel,
                HasCallback = name != NoCallback,
                // What the drivers drop is up to the script of the run, and to nobody else.
                Policy = CallbackPolicy.Refuse,
                ForgetsAtClose = true,
            };
            Ensure.That(Topology.Add($"driver-{name}", new VendorDriverBehavior(options)) == driver, "drivers in turn");
        }
    }

    /// <summary>All actors.</summary>
    public Topology Topology { get; } = new();

    /// <summary>Whether it is a POWER machine.</summary>
    public bool IsSpapr => _spapr is not null;

    /// <summary>Stands for every process: whoever hears its answers is none of the actors.</summary>
    public static ActorId Caller { get; } = new(int.MaxValue);

    /// <summary>
    /// Stands for the code of the drivers: it makes them unpin what a script says, and nobody listens to the answers.
    /// </summary>
    public static ActorId DriverCode { get; } = new(int.MaxValue - 1);

    /// <summary>The memory of every process.</summary>
    public ActorId Memory { get; }

    /// <summary>The IOMMU.</summary>
    public ActorId Table { get; }

    /// <summary>The containers that were ever needed at once.</summary>
    public IReadOnlyList<ActorId> Containers => _containers;

    /// <summary>The drivers of emulated devices, by the name of the device.</summary>
    public IReadOnlyDictionary<string, ActorId> Drivers => _drivers;

    /// <summary>Adds a container that nobody has opened yet.</summary>
    internal ActorId AddContainer()
    {
        ContainerOptions options = new() { Kernel = _kernel, Memory = Memory, Groups = _machine };
        var container = _spapr?.AddContainer(_containers.Count, _machine)
            ?? Topology.Add($"container-{_containers.Count}", new ContainerBehavior(options));
        _containers.Add(container);
        return container;
    }

    /// <summary>The group of a name.</summary>
    /// <exception cref="RecordingException">There is none of that name.</exception>
    public ActorId GroupOf(string name) => _groups.TryGetValue(name, out var group) ? group : throw Unknown(name);

    /// <summary>The driver of an emulated device.</summary>
    /// <exception cref="RecordingException">There is none of that name.</exception>
    public ActorId DriverOf(string device) =>
        _drivers.TryGetValue(device, out var driver) ? driver : throw Unknown(device);

    private static RecordingException Unknown(string name) => new(name, 0, "is no group or device that was recorded");

    private static KernelModel KernelOf(KernelVersion kernel) => kernel switch
    {
        KernelVersion.Linux5x10 => KernelModel.Linux510,
        // What containers share with memory, files and groups has not changed since.
        KernelVersion.Linux6x1 or KernelVersion.Linux6x12 => KernelModel.Linux61,
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
