using VfioActors.Behaviors;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using static VfioActors.Vfio.Tests.AuxDomains.AuxBenchOptions;

namespace VfioActors.Vfio.Tests.AuxDomains;

/// <summary>Random calls at domains, devices and a unit of random kinds, and what each is answered.</summary>
internal sealed class RandomCalls : RandomCallRun
{
    private readonly AuxBench _bench;

    internal RandomCalls(int seed)
        : base(seed)
    {
        _bench = new(AuxDomainProfiles.Fixed, Kinds[Random.Next(Kinds.Length)]) { Option = Random.Next(2) };
    }

    protected override IEnumerable<(string Operation, Func<Errno> Call)> Calls =>
        [.. Requests(), .. Features(), .. Entries()];

    private static AuxBenchOptions[] Kinds =>
    [
        new(), new(), new() { TakenPasids = 1022 }, new() { TakenPasids = 1023 },
        WithUnit(unit => unit with { DomainIdsMax = 1 }), WithUnit(unit => unit with { ScalableMode = false }),
        WithUnit(unit => unit with { SecondLevel = false }), WithX(x => x with { Enabled = false }),
        WithX(x => x with { UnderUnit = false }), WithX(x => x with { ReservedMemory = true }),
        WithX(x => x with { SwitchesPasidOn = false, PasidsMax = 2 }), WithX(x => x with { LeafTables = false }),
        WithX(x => x with { Known = false }), WithDomain(domain => domain with { AddressBits = 57 }),
        WithDomain(domain => domain with { Levels = 3 }), WithDomain(domain => domain with { Unmanaged = false }),
        WithDomain(domain => domain with { Stage = TranslationStage.Nested }),
        WithDomain(domain => domain with { RecordsMayFail = true }),
        WithDomain(domain => domain with { DriverAttaches = false }),
    ];

    private ActorId Domain => Random.Next(2) == 0 ? AuxBench.D : AuxBench.E;

    private DeviceId Device => new(Random.Next(2));

    private Iova Page => new((ulong)Random.Next(80) << Paging.Shift);

    private IEnumerable<(string, Func<Errno>)> Requests() =>
    [
        ("ATTACH", () => _bench.Attach(Domain, Device)), ("ATTACH", () => _bench.Attach(Domain, new(9))),
        ("DETACH", () => _bench.Detach(Domain, Device)), ("DETACH", () => _bench.Detach(Domain, Device)),
        ("GETPASID", () => Error(_bench.GetPasid(Domain))),
        ("PRIMARY ATTACH", () => _bench.AttachPrimary(Domain, Device)),
        ("FREE DOMAIN", () => Random.Next(8) > 0 ? Errno.None : _bench.Free(AuxBench.E)),
        ("MAP", () => _bench.Ask(Domain, new AuxDomainMessage.Map(Page, new(7)))),
        ("UNMAP", () => _bench.Ask(Domain, new AuxDomainMessage.Unmap(Page))),
        ("DMA", () => _bench.Read(Device, Random.Next(3), Page).Error),
    ];

    private IEnumerable<(string, Func<Errno>)> Features() =>
    [
        ("ENABLE", () => _bench.Enable(Device)),
        ("ENABLE", () => _bench.AskUnit(new IommuUnitMessage.Enable(Device, DeviceFeature.Sva))),
        ("DISABLE", () => Random.Next(4) > 0 ? Errno.None : _bench.Disable(Device)),
        ("REMOVE DEVICE", () =>
            Random.Next(8) > 0 ? Errno.None : _bench.AskUnit(new IommuUnitMessage.Remove(AuxBench.Y))),
    ];

    /// <summary>Of ids that no domain is given.</summary>
    private IEnumerable<(string, Func<Errno>)> Entries() =>
    [
        ("SET ENTRY", () => _bench.Set(Device, 900 + Random.Next(2))),
        ("SET ENTRY", () => _bench.Set(Device, 1024)),
    ];

    private static Errno Error(int answer) => answer < 0 ? (Errno)(-answer) : Errno.None;
}
