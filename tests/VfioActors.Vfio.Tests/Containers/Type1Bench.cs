using VfioActors.Behaviors;
using VfioActors.Vfio.Containers;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Groups;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.VendorDrivers;

namespace VfioActors.Vfio.Tests.Containers;

/// <summary>
/// A container, a memory, an IOMMU, two IOMMU-backed groups p0 and p1 and two emulated ones m0 and m1 with a driver
/// each. Every request is carried out to its end before the next; messages are handled in the order of their sending.
/// </summary>
public sealed class Type1Bench
{
    /// <summary>Where the memory of the process starts.</summary>
    public const ulong Base = 0x7f00_0000_0000;

    /// <summary>The byte that accesses write.</summary>
    public const byte Written = 0xee;

    private readonly Topology _topology = new();
    private readonly Outbox _outbox = new();
    private readonly Queue<Envelope> _mail = [];
    private readonly List<Cell> _cells = [];
    private readonly List<Envelope> _replies = [];
    private readonly ActorId _tester = new(1000);
    private int _operations;

    public Type1Bench(Type1BenchOptions? options = null)
    {
        options ??= new();
        var kernel = options.Kernel;
        GroupOptions[] groups =
        [
            new("p0", P0)
            {
                Unit = options.HasNoIommu ? default : Iommu,
                HasNoIommu = options.HasNoIommu,
                Driver = options.DrivesBacked ? D0 : default,
                Last = new((1UL << 48) - 1),
                StartsOpen = options.Starts,
                StartsIn = options.Starts ? C0 : default,
            },
            new("p1", P1) { Unit = Iommu, Last = new((1UL << 48) - 1), DomainKind = options.SecondDomain ? 1 : 0 },
            new("m0", M0)
            {
                Driver = options.DrivesBacked ? default : D0,
                StartsOpen = options.Starts,
                StartsIn = options.Starts ? C0 : default,
                StartsWithDeviceOpen = options.Starts,
            },
            new("m1", M1) { Driver = D1 },
        ];
        ContainerOptions container = new()
        {
            Kernel = kernel,
            Memory = Memory,
            Groups = groups,
            StartsOpen = true,
            MappingsMax = options.MappingsMax,
            IsIommufd = options.IsIommufd,
            IsSpapr = options.IsSpapr,
            StartsAs = options.Starts ? ContainerKind.Type1v2 : ContainerKind.None,
            StartsWith = options.Starts ? [(P0, new(1)), (M0, DomainId.None)] : [],
            StartsTelling = options.Starts ? [D0] : [],
        };
        _topology.Add("c0", new ContainerBehavior(container));
        _topology.Add("mm", MemoryOf(options));
        _topology.Add("iommu", new IommuTableBehavior(options.Iommu(new()
        {
            StartsWith = options.Starts ? [(P0, new(1), C0)] : [],
        })));
        foreach (var group in groups) { _topology.Add(group.Name, new GroupBehavior(group, kernel)); }
        VendorDriverOptions driver = new(options.DrivesBacked ? P0 : M0)
        {
            Kernel = kernel,
            Policy = options.Policy,
        };
        _topology.Add("d0", new VendorDriverBehavior(driver with
        {
            StartsIn = options.Starts ? C0 : default,
            StartsOpen = options.Starts,
        }));
        _topology.Add("d1", new VendorDriverBehavior(driver with { Group = M1 }));
        Journal journal = new(keeps: false);
        _cells.AddRange(_topology.Actors.Select(actor => _topology.Make(actor, journal)));
    }

    public static ActorId C0 => new(1);

    public static ActorId Memory => new(2);

    public static ActorId Iommu => new(3);

    public static ActorId P0 => new(4);

    public static ActorId P1 => new(5);

    public static ActorId M0 => new(6);

    public static ActorId M1 => new(7);

    public static ActorId D0 => new(8);

    public static ActorId D1 => new(9);

    public ContainerState Container => StateOf<ContainerState>(C0);

    public GuestMemoryState Mm => StateOf<GuestMemoryState>(Memory);

    public IommuTableState Tables => StateOf<IommuTableState>(Iommu);

    public VendorDriverState FirstDriver => StateOf<VendorDriverState>(D0);

    /// <summary>The fingerprint of each actor's state.</summary>
    public IEnumerable<ulong> Fingerprints => _cells.Select(cell => cell.State.Recomputed());

    public long LockedPages => Mm.Processes[default].LockedPages;

    /// <summary>How often drivers were told of an unmap.</summary>
    public int Callbacks { get; private set; }

    /// <summary>What came before the last answer.</summary>
    public IEnumerable<T> Before<T>()
        where T : unmanaged, IMessage => _replies.Where(reply => reply.Is<T>()).Select(reply => reply.Read<T>());

    /// <summary>Opens groups, puts them into the container, sets its kind, and opens their devices.</summary>
    public Type1Bench With(ContainerKind kind, params IReadOnlyList<ActorId> groups)
    {
        foreach (var group in groups) { Assert.Equal(Errno.None, Join(group)); }
        Assert.Equal(0, AskContainer(new ContainerMessage.SetKind(kind, default)));
        foreach (var group in groups) { Assert.Equal(Errno.None, Group(group, default(GroupMessage.OpenDevice))); }
        return this;
    }

    public Errno Join(ActorId group)
    {
        Assert.Equal(Errno.None, Group(group, default(GroupMessage.Open)));
        return Enter(group);
    }

    public Errno Enter(ActorId group) => Group(group, new GroupMessage.SetContainer(C0, default));

    public Errno Group<T>(ActorId group, in T message)
        where T : unmanaged, IMessage
    {
        Carry(group, in message);
        return _replies[^1].Read<GroupMessage.Done>().Error;
    }

    public Errno Leave(ActorId group)
    {
        Assert.Equal(Errno.None, Group(group, default(GroupMessage.CloseDevice)));
        return Group(group, default(GroupMessage.UnsetContainer));
    }

    public long Map(ulong page, ulong pages, MapModes modes = MapModes.ReadWrite, ulong offset = 0) =>
        AskContainer(new ContainerMessage.Map(
            new(page * 4096), new(Base + (offset * 4096)), new(pages * 4096), modes, default));

    /// <summary>The pages that were unmapped, or minus the error.</summary>
    public long Unmap(ulong page, ulong pages, UnmapModes modes = UnmapModes.None, ulong bitmap = 0)
    {
        var value = AskContainer(new ContainerMessage.Unmap(
            new(page * 4096), new(pages * 4096), new(bitmap), modes, default));
        return value < 0 ? value : value / 4096;
    }

    public long Pin(ulong page, ulong pages = 1, MapModes rights = MapModes.ReadWrite, bool second = false) =>
        Driver(second ? D1 : D0, new VendorDriverMessage.Pin(new(page * 4096), new(pages), rights, default));

    public long Unpin(ulong page, ulong pages = 1, bool second = false) =>
        Driver(second ? D1 : D0, new VendorDriverMessage.Unpin(new(page * 4096), new(pages)));

    /// <summary>Pins or unpins a list.</summary>
    public long List(bool pins, params IReadOnlyList<ulong> pages)
    {
        foreach (var page in pages.SkipLast(1))
        {
            Carry(D0, new VendorDriverMessage.PinListEntry(new(page * 4096), new(1)));
        }

        return pins ? Pin(pages[^1]) : Unpin(pages[^1]);
    }

    public long GetLog(ulong page, ulong pages) => AskContainer(new ContainerMessage.GetLog(
        new(page * 4096), new(pages * 4096), new(((pages + 63) / 64) * 8), UnmapModes.None, default));

    /// <summary>The dirty bits that came before the last answer.</summary>
    public IEnumerable<int> Bits() => Before<ContainerMessage.Bits>()
        .SelectMany(bits => Enumerable.Range((int)bits.First.Value, (int)bits.Count.Value));

    /// <summary>The value, or minus the error.</summary>
    public long AskContainer<T>(in T message)
        where T : unmanaged, IMessage
    {
        Carry(C0, in message);
        var done = _replies[^1].Read<ContainerMessage.Done>();
        return done.Error == Errno.None ? (long)done.Value : -(long)done.Error;
    }

    public Errno AskMemory<T>(in T message)
        where T : unmanaged, IMessage
    {
        Carry(Memory, in message);
        return _replies[^1].Read<GuestMemoryMessage.Done>().Error;
    }

    /// <summary>Lets the first driver access memory: what it is answered, and how many bytes it is told.</summary>
    public AccessAnswer Access(
        ulong iova, ulong length, AccessModes modes = AccessModes.Write | AccessModes.KernelThread, int process = 0)
    {
        Tell(D0, new VendorDriverMessage.Access(new(iova), new(length), new(process), modes, Written, 0));
        var moved = _replies[^1].Read<VendorDriverMessage.Moved>();
        return new(moved.Error, moved.Done.Value);
    }

    /// <summary>How many bytes from an offset into the memory on are as accesses write them.</summary>
    public int WrittenAt(ulong offset)
    {
        var count = 0;
        while (Mm.ByteAt(default, new(Base + offset + (ulong)count)) == Written) { count++; }
        return count;
    }

    /// <summary>Sends a message and carries out all that comes of it; there need not be an answer.</summary>
    public void Tell<T>(ActorId to, in T message)
        where T : unmanaged, IMessage => Carry(to, in message);

    public long Pins(ulong offset) => Mm.PinsAt(default, new(Base + (offset * 4096)));

    private static GuestMemoryBehavior MemoryOf(Type1BenchOptions options) => new(options.Memory(new()
    {
        Kernel = options.Kernel,
        Limit = new(options.LimitPages << Paging.Shift),
        Areas = options.Areas,
    }));

    private long Driver<T>(ActorId driver, in T message)
        where T : unmanaged, IMessage
    {
        Carry(driver, in message);
        var done = _replies[^1].Read<VendorDriverMessage.Done>();
        return done.Error == Errno.None ? (long)done.Count.Value : -(long)done.Error;
    }

    private void Carry<T>(ActorId to, in T message)
        where T : unmanaged, IMessage
    {
        _replies.Clear();
        Callbacks = 0;
        _mail.Enqueue(Envelope.Of(_tester, to, in message).Serving(new(100 + ++_operations), 0));
        while (_mail.TryDequeue(out var envelope))
        {
            if (envelope.To == _tester) { _replies.Add(envelope); }
            else { Step(in envelope); }
        }
    }

    private void Step(in Envelope envelope)
    {
        if (envelope.Is<VendorDriverMessage.DmaUnmap>()) { Callbacks++; }
        _outbox.Open(envelope.To, envelope.Operation, 0, default);
        _cells[envelope.To.Value - 1].Receive(in envelope, _outbox);
        foreach (var effect in _outbox.Effects) { _mail.Enqueue(effect.Envelope); }
    }

    private TState StateOf<TState>(ActorId actor)
        where TState : State => ((CellOf<TState>)_cells[actor.Value - 1]).TypedState;
}
