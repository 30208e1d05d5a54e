using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Tests.Containers;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.DmaRw;

/// <summary>Random accesses of a driver, by the reference and by IOMMUFD, and what each is answered.</summary>
internal sealed class RandomCalls
{
    private static readonly ulong[] Starts = [0, 0x10000, 0x12ff0, 0x20000, 0x30000, 0x40000, ulong.MaxValue - 0xfff];
    private static readonly ulong[] Lengths = [0, 1, 32, 4096, 8192, 1UL << 63];

    private readonly Random _random;
    private readonly Type1Bench _bench;
    private readonly (string Operation, Func<Errno> Call)[] _calls;

    private RandomCalls(int seed)
    {
        _random = new(seed);
        var byIommufd = _random.Next(3) == 0;
        var kind = byIommufd ? 0 : _random.Next(6);
        Type1BenchOptions options = new()
        {
            DrivesBacked = kind != 0,
            HasNoIommu = kind == 1,
            IsSpapr = kind == 2,
            Defects = byIommufd ? new(DmaRwProfiles.Iommufd.Defects) : new(DmaRwProfiles.Fixed.Defects),
            IsIommufd = byIommufd,
        };
        _bench = new(options);
        if (_random.Next(6) > 0) { Prepare(kind); }
        _calls = byIommufd ? [("DMA_RW BY IOMMUFD", Access)] : [.. Calls(options.DrivesBacked)];
    }

    internal static IEnumerable<(string Operation, Errno Error)> Of(int seed, int calls)
    {
        RandomCalls run = new(seed);
        for (var at = 0; at < calls; at++)
        {
            var (operation, call) = run._calls[run._random.Next(run._calls.Length)];
            yield return (operation, call());
        }
    }

    private void Prepare(int kind)
    {
        var of = kind == 1 ? ContainerKind.NoIommu : kind == 2 ? ContainerKind.Spapr : ContainerKind.Type1v2;
        _bench.With(of, kind == 0 ? Type1Bench.M0 : Type1Bench.P0);
        DmaRwBenches.Mapped(_bench);
        if (kind == 3) { _bench.Unmap(0x12, 1, UnmapModes.Vaddr); }
        if (kind == 4) { _bench.AskMemory(new GuestMemoryMessage.Exit(default)); }
    }

    private IEnumerable<(string, Func<Errno>)> Calls(bool drivesBacked) =>
    [
        ("DMA_RW", Access), ("DMA_RW", Access), ("DEVICE WORK", Work),
        ("GET HANDLE", () =>
        {
            _bench.Tell(drivesBacked ? Type1Bench.P0 : Type1Bench.M0, default(GroupMessage.GetHandle));
            return Assert.Single(_bench.Before<GroupMessage.Handle>()).Error;
        }),
    ];

    private Errno Access() => _bench.Access(Start, Length, (AccessModes)_random.Next(16), _random.Next(2)).Error;

    private Errno Work()
    {
        _bench.Tell(Type1Bench.D0, new VendorDriverMessage.Program(new(Start), new(Start)));
        _bench.Tell(Type1Bench.D0, new VendorDriverMessage.Run(
            new(Length), _random.Next(1, 4), AccessModes.Write | AccessModes.KernelThread, Type1Bench.Written, 0));
        return Assert.Single(_bench.Before<VendorDriverMessage.Moved>()).Error;
    }

    private ulong Start => Starts[_random.Next(Starts.Length)] + (ulong)_random.Next(3);

    private ulong Length => Lengths[_random.Next(Lengths.Length)];
}
