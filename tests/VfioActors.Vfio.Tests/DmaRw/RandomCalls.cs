using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Tests.Containers;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.DmaRw;

/// <summary>Random accesses of a driver, by the reference and by IOMMUFD, and what each is answered.</summary>
internal sealed class RandomCalls : RandomCallRun
{
    private static readonly ulong[] Starts = [0, 0x10000, 0x12ff0, 0x20000, 0x30000, 0x40000, ulong.MaxValue - 0xfff];
    private static readonly ulong[] Lengths = [0, 1, 32, 4096, 8192, 1UL << 63];

    private readonly Type1Bench _bench;
    private readonly bool _drivesBacked;
    private readonly bool _byIommufd;

    internal RandomCalls(int seed)
        : base(seed)
    {
        var byIommufd = Random.Next(3) == 0;
        var kind = byIommufd ? 0 : Random.Next(6);
        Type1BenchOptions options = new()
        {
            DrivesBacked = kind != 0,
            HasNoIommu = kind == 1,
            IsSpapr = kind == 2,
            Defects = byIommufd ? new(DmaRwProfiles.Iommufd.Defects) : new(DmaRwProfiles.Fixed.Defects),
            IsIommufd = byIommufd,
        };
        _bench = new(options);
        if (Random.Next(6) > 0) { Prepare(kind); }
        _drivesBacked = options.DrivesBacked;
        _byIommufd = byIommufd;
    }

    protected override IEnumerable<(string Operation, Func<Errno> Call)> Calls =>
        _byIommufd ? [("DMA_RW BY IOMMUFD", Access)] : ByVfio();

    private void Prepare(int kind)
    {
        var of = kind == 1 ? ContainerKind.NoIommu : kind == 2 ? ContainerKind.Spapr : ContainerKind.Type1v2;
        _bench.With(of, kind == 0 ? Type1Bench.M0 : Type1Bench.P0);
        DmaRwBenches.Mapped(_bench);
        if (kind == 3) { _bench.Unmap(0x12, 1, UnmapModes.Vaddr); }
        if (kind == 4) { _bench.AskMemory(new GuestMemoryMessage.Exit(default)); }
    }

    private IEnumerable<(string, Func<Errno>)> ByVfio() =>
    [
        ("DMA_RW", Access), ("DMA_RW", Access), ("DEVICE WORK", Work),
        ("GET HANDLE", () =>
        {
            _bench.Tell(_drivesBacked ? Type1Bench.P0 : Type1Bench.M0, default(GroupMessage.GetHandle));
            return Assert.Single(_bench.Before<GroupMessage.Handle>()).Error;
        }),
    ];

    private Errno Access() => _bench.Access(Start, Length, (AccessModes)Random.Next(16), Random.Next(2)).Error;

    private Errno Work()
    {
        _bench.Tell(Type1Bench.D0, new VendorDriverMessage.Program(new(Start), new(Start)));
        _bench.Tell(Type1Bench.D0, new VendorDriverMessage.Run(
            new(Length), Random.Next(1, 4), AccessModes.Write | AccessModes.KernelThread, Type1Bench.Written, 0));
        return Assert.Single(_bench.Before<VendorDriverMessage.Moved>()).Error;
    }

    private ulong Start => Starts[Random.Next(Starts.Length)] + (ulong)Random.Next(3);

    private ulong Length => Lengths[Random.Next(Lengths.Length)];
}
