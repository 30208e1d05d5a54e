using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Containers;

/// <summary>Random calls at a container, its groups and drivers, and what each is answered.</summary>
internal sealed class RandomCalls : RandomCallRun
{
    private readonly Type1Bench _bench;

    internal RandomCalls(int seed)
        : base(seed)
    {
        _bench = new(Kinds[Random.Next(Kinds.Length)]);
    }

    protected override IEnumerable<(string Operation, Func<Errno> Call)> Calls =>
        [.. Maps(), .. Drivers(), .. Logs(), .. Groups(), .. Groups(), .. Files()];

    /// <summary>Now and then the process ends.</summary>
    protected override void AfterCall()
    {
        if (Random.Next(200) == 0) { _bench.AskMemory(new GuestMemoryMessage.Exit(default)); }
    }

    private static Type1BenchOptions[] Kinds =>
    [
        new() { Starts = true }, new() { Starts = true, LimitPages = 3 }, new() { Starts = true, MappingsMax = 2 },
        new(), new() { DrivesBacked = true }, new() { DrivesBacked = true, SecondDomain = true, LimitPages = 5 },
        new() { HasNoIommu = true, DrivesBacked = true }, new() { IsSpapr = true, DrivesBacked = true },
        new() { Base = KernelModel.Linux61 }, new() { Base = KernelModel.Linux510 },
        new() { Base = KernelModel.Linux510, IsSpapr = true, DrivesBacked = true },
        new() { Iommu = iommu => iommu with { DomainsMax = 1 }, SecondDomain = true },
    ];

    private ActorId Group => new(Type1Bench.P0.Value + Random.Next(4));

    /// <summary>A page: near the start, at the end of the addresses, or without memory.</summary>
    private ulong Page => Random.Next(10) switch
    {
        0 => ulong.MaxValue >> Paging.Shift,
        1 => 2000,
        _ => (ulong)Random.Next(6),
    };

    private ulong Pages => (ulong)Random.Next(4);

    private ProcessId Process => new(Random.Next(20) == 0 ? 1 : 0);

    private IEnumerable<(string, Func<Errno>)> Maps() =>
    [
        ("MAP", () => Map((MapModes)Random.Next(32))), ("MAP", () => Map(MapModes.ReadWrite)),
        ("MAP", () => Map(MapModes.ReadWrite)), ("MAP", () => Map(MapModes.Vaddr)),
        ("UNMAP", () => Unmap((UnmapModes)Random.Next(64))), ("UNMAP", () => Unmap(UnmapModes.None)),
        ("UNMAP", () => Unmap(UnmapModes.Vaddr)),
    ];

    private IEnumerable<(string, Func<Errno>)> Drivers() =>
    [
        ("PIN", () => Error(_bench.Pin(Page, Pages, (MapModes)Random.Next(1, 4), Random.Next(2) == 0))),
        ("PIN", () => Error(_bench.Pin(Page, 513))),
        ("UNPIN", () => Error(_bench.Unpin(Page, Pages, Random.Next(2) == 0))),
        ("UNPIN", () => Error(_bench.Unpin(Page, 513))),
    ];

    private IEnumerable<(string, Func<Errno>)> Logs() =>
    [
        ("DIRTY START", () => Ask(default(ContainerMessage.StartLog))),
        ("DIRTY STOP", () => Ask(default(ContainerMessage.StopLog))),
        ("DIRTY GET", () => Ask(new ContainerMessage.GetLog(
            new(Page << Paging.Shift), new(Pages << Paging.Shift), new(8), (UnmapModes)Random.Next(64), Process))),
    ];

    private IEnumerable<(string, Func<Errno>)> Groups() =>
    [
        ("ATTACH", () => _bench.Group(Group, new GroupMessage.SetContainer(Container, Process))),
        ("DETACH", () => _bench.Group(Group, default(GroupMessage.UnsetContainer))),
        ("GROUP OPEN", () => _bench.Group(Group, default(GroupMessage.Open))),
        ("GROUP CLOSE", () => Random.Next(4) > 0 ? Errno.None : _bench.Group(Group, default(GroupMessage.Close))),
        ("GROUP STATUS", () => _bench.Group(Group, default(GroupMessage.GetStatus))),
        ("OPEN DEVICE", () => _bench.Group(Group, default(GroupMessage.OpenDevice))),
        ("CLOSE DEVICE", () => _bench.Group(Group, default(GroupMessage.CloseDevice))),
    ];

    private IEnumerable<(string, Func<Errno>)> Files() =>
    [
        ("SET_IOMMU", () => Ask(new ContainerMessage.SetKind((ContainerKind)Random.Next(10), Process))),
        ("SET_IOMMU", () => Ask(new ContainerMessage.SetKind(ContainerKind.Type1v2, Process))),
        ("GET_INFO", () => Ask(default(ContainerMessage.Describe))),
        ("CHECK_EXTENSION", () => Ask(new ContainerMessage.HasExtension(Random.Next(10)))),
        ("CLOSE", () => Random.Next(20) > 0 ? Errno.None : Ask(default(ContainerMessage.Close))),
        ("OPEN", () => Ask(default(ContainerMessage.Open))),
    ];

    private ActorId Container => Random.Next(10) == 0 ? default : Type1Bench.C0;

    private Errno Map(MapModes modes) => Ask(new ContainerMessage.Map(
        new(Page << Paging.Shift), VaddrOf(Random.Next(2000)), new(Pages << Paging.Shift), modes,
        Process));

    private static Vaddr VaddrOf(int page) => new(Type1Bench.Base + ((ulong)page << Paging.Shift));

    private Errno Unmap(UnmapModes modes) => Ask(new ContainerMessage.Unmap(
        new(Page << Paging.Shift), new(Pages << Paging.Shift), new((ulong)Random.Next(2) * 8), modes, Process));

    private Errno Ask<T>(in T message)
        where T : unmanaged, IMessage => Error(_bench.AskContainer(in message));

    private static Errno Error(long answer) => answer < 0 ? (Errno)(-answer) : Errno.None;
}
