using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Containers;

/// <summary>Random calls at a container, its groups and drivers, and what each is answered.</summary>
internal sealed class RandomCalls
{
    private readonly Random _random;
    private readonly Type1Bench _bench;
    private readonly (string Operation, Func<Errno> Call)[] _calls;

    private RandomCalls(int seed)
    {
        _random = new(seed);
        _bench = new(Kinds[_random.Next(Kinds.Length)]);
        _calls = [.. Maps(), .. Drivers(), .. Logs(), .. Groups(), .. Groups(), .. Files()];
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

    private ActorId Group => new(Type1Bench.P0.Value + _random.Next(4));

    /// <summary>A page: near the start, at the end of the addresses, or without memory.</summary>
    private ulong Page => _random.Next(10) switch
    {
        0 => ulong.MaxValue >> Paging.Shift,
        1 => 2000,
        _ => (ulong)_random.Next(6),
    };

    private ulong Pages => (ulong)_random.Next(4);

    private ProcessId Process => new(_random.Next(20) == 0 ? 1 : 0);

    internal static IEnumerable<(string Operation, Errno Error)> Of(int seed, int calls)
    {
        RandomCalls run = new(seed);
        for (var at = 0; at < calls; at++)
        {
            var (operation, call) = run._calls[run._random.Next(run._calls.Length)];
            yield return (operation, call());
            if (run._random.Next(200) == 0) { run._bench.AskMemory(new GuestMemoryMessage.Exit(default)); }
        }
    }

    private IEnumerable<(string, Func<Errno>)> Maps() =>
    [
        ("MAP", () => Map((MapModes)_random.Next(32))), ("MAP", () => Map(MapModes.ReadWrite)),
        ("MAP", () => Map(MapModes.ReadWrite)), ("MAP", () => Map(MapModes.Vaddr)),
        ("UNMAP", () => Unmap((UnmapModes)_random.Next(64))), ("UNMAP", () => Unmap(UnmapModes.None)),
        ("UNMAP", () => Unmap(UnmapModes.Vaddr)),
    ];

    private IEnumerable<(string, Func<Errno>)> Drivers() =>
    [
        ("PIN", () => Error(_bench.Pin(Page, Pages, (MapModes)_random.Next(1, 4), _random.Next(2) == 0))),
        ("PIN", () => Error(_bench.Pin(Page, 513))),
        ("UNPIN", () => Error(_bench.Unpin(Page, Pages, _random.Next(2) == 0))),
        ("UNPIN", () => Error(_bench.Unpin(Page, 513))),
    ];

    private IEnumerable<(string, Func<Errno>)> Logs() =>
    [
        ("DIRTY START", () => Ask(default(ContainerMessage.StartLog))),
        ("DIRTY STOP", () => Ask(default(ContainerMessage.StopLog))),
        ("DIRTY GET", () => Ask(new ContainerMessage.GetLog(
            new(Page << Paging.Shift), new(Pages << Paging.Shift), new(8), (UnmapModes)_random.Next(64), Process))),
    ];

    private IEnumerable<(string, Func<Errno>)> Groups() =>
    [
        ("ATTACH", () => _bench.Group(Group, new GroupMessage.SetContainer(Container, Process))),
        ("DETACH", () => _bench.Group(Group, default(GroupMessage.UnsetContainer))),
        ("GROUP OPEN", () => _bench.Group(Group, default(GroupMessage.Open))),
        ("GROUP CLOSE", () => _random.Next(4) > 0 ? Errno.None : _bench.Group(Group, default(GroupMessage.Close))),
        ("GROUP STATUS", () => _bench.Group(Group, default(GroupMessage.GetStatus))),
        ("OPEN DEVICE", () => _bench.Group(Group, default(GroupMessage.OpenDevice))),
        ("CLOSE DEVICE", () => _bench.Group(Group, default(GroupMessage.CloseDevice))),
    ];

    private IEnumerable<(string, Func<Errno>)> Files() =>
    [
        ("SET_IOMMU", () => Ask(new ContainerMessage.SetKind((ContainerKind)_random.Next(10), Process))),
        ("SET_IOMMU", () => Ask(new ContainerMessage.SetKind(ContainerKind.Type1v2, Process))),
        ("GET_INFO", () => Ask(default(ContainerMessage.Describe))),
        ("CHECK_EXTENSION", () => Ask(new ContainerMessage.HasExtension(_random.Next(10)))),
        ("CLOSE", () => _random.Next(20) > 0 ? Errno.None : Ask(default(ContainerMessage.Close))),
        ("OPEN", () => Ask(default(ContainerMessage.Open))),
    ];

    private ActorId Container => _random.Next(10) == 0 ? default : Type1Bench.C0;

    private Errno Map(MapModes modes) => Ask(new ContainerMessage.Map(
        new(Page << Paging.Shift), VaddrOf(_random.Next(2000)), new(Pages << Paging.Shift), modes,
        Process));

    private static Vaddr VaddrOf(int page) => new(Type1Bench.Base + ((ulong)page << Paging.Shift));

    private Errno Unmap(UnmapModes modes) => Ask(new ContainerMessage.Unmap(
        new(Page << Paging.Shift), new(Pages << Paging.Shift), new((ulong)_random.Next(2) * 8), modes, Process));

    private Errno Ask<T>(in T message)
        where T : unmanaged, IMessage => Error(_bench.AskContainer(in message));

    private static Errno Error(long answer) => answer < 0 ? (Errno)(-answer) : Errno.None;
}
