using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Containers;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Spapr;

/// <summary>Random calls at a container and hypercalls beside them, and what each is answered.</summary>
internal sealed class RandomCalls : RandomCallRun
{
    private readonly SpaprBench _bench;

    internal RandomCalls(int seed)
        : base(seed)
    {
        _bench = new(Kinds[Random.Next(Kinds.Length)]);
    }

    protected override IEnumerable<(string Operation, Func<Errno> Call)> Calls =>
        [.. Memory(), .. Windows(), .. Others(), .. Hypercalls()];

    private static SpaprBenchOptions[] Kinds =>
    [
        new(), new(), new() { LimitPages = 3 }, new() { HasDynamicWindows = false }, new() { HasGroups = false },
        new() { IsPending = true, LimitPages = 3 }, new() { IsPending = true }, new() { Kind = SpaprKind.First },
        new() { Kind = SpaprKind.First, LimitPages = 63 }, new() { Kind = SpaprKind.First, HasGroups = false },
        new() { Kind = SpaprKind.First, DefaultWindow = 0 }, new() { ExchangesMayFail = true, Choice = 1 },
        new() { RecordsMayFail = true, Choice = 1 },
    ];

    private ulong Page => (ulong)Random.Next(4);

    private ulong Entry => (ulong)Random.Next(60, 66) % 64;

    private Iova Iova => new((Entry << Paging.Shift) + (Random.Next(8) == 0 ? 1UL : 0));

    private Vaddr Vaddr => new(SpaprBench.Base + (Page << Paging.Shift));

    private SpaprModes Modes => Random.Next(4) == 0 ? (SpaprModes)Random.Next(128) : default;

    private ProcessId Caller => new(Random.Next(10) == 0 ? 1 : 0);

    private IEnumerable<(string, Func<Errno>)> Memory() =>
    [
        ("REGISTER", () => Ask(new SpaprContainerMessage.Register(Vaddr, Size(), Modes, Caller))),
        ("UNREGISTER", () => Ask(new SpaprContainerMessage.Unregister(Vaddr, Size(), Modes, Caller))),
        ("MAP", () => Ask(new SpaprContainerMessage.Map(Iova, Vaddr, Size(), Modes | SpaprModes.ReadWrite, Caller))),
        ("MAP", () => Ask(new SpaprContainerMessage.Map(Iova, Vaddr, Size(), Modes, Caller))),
        ("UNMAP", () => Ask(new SpaprContainerMessage.Unmap(Iova, Size(), Modes, Caller))),
    ];

    private IEnumerable<(string, Func<Errno>)> Windows() =>
    [
        ("CREATE", () => Ask(new SpaprContainerMessage.CreateWindow(
            new((ulong)Random.Next(3) << 18), 12 + Random.Next(2), Random.Next(3), Modes, Caller))),
        ("REMOVE", () => Ask(new SpaprContainerMessage.RemoveWindow(
            new(Random.Next(2) == 0 ? 1UL << 59 : 0), Modes, Caller))),
        ("GET_INFO", () => Ask(new SpaprContainerMessage.Describe(Modes, Caller))),
    ];

    private IEnumerable<(string, Func<Errno>)> Others() =>
    [
        ("ENABLE", () => Ask(new SpaprContainerMessage.Enable(Modes, Caller))),
        ("DISABLE", () => Ask(new SpaprContainerMessage.Disable(Modes, Caller))),
        ("UNKNOWN CALL", () => Ask(new SpaprContainerMessage.RawCall(99, Caller))),
        ("ATTACH", () => Error(_bench.Group(Random.Next(4), new ContainerMessage.AttachGroup(default)))),
    ];

    private IEnumerable<(string, Func<Errno>)> Hypercalls() =>
    [
        ("HYPERCALL ATTACH", () => Call(new HypercallMessage.Attach(Iova, SpaprBench.C0, 0))),
        ("H_PUT_TCE", () => Call(new HypercallMessage.Put(Iova, Vaddr, (TceRights)Random.Next(4), 0))),
        ("H_PUT_TCE_INDIRECT", () => Call(new HypercallMessage.PutIndirect(
            Iova, Vaddr, TceRights.ReadWrite, Random.Next(4)))),
        ("H_STUFF_TCE", () => Call(new HypercallMessage.Stuff(Iova, Random.Next(4), (TceRights)Random.Next(4)))),
        ("H_GET_TCE", () => Call(new HypercallMessage.Get(Iova))),
    ];

    private ByteCount Size() => new(((ulong)Random.Next(4) << Paging.Shift) + (Random.Next(10) == 0 ? 1UL : 0));

    private Errno Ask<T>(in T message)
        where T : unmanaged, IMessage => Error(_bench.Ask(SpaprBench.C0, in message));

    private Errno Call<T>(in T message)
        where T : unmanaged, IMessage => Error(_bench.Call(in message));

    private static Errno Error(long answer) => answer < 0 ? (Errno)(-answer) : Errno.None;
}
