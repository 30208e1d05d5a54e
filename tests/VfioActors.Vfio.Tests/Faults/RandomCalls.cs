using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>Random calls at a fault region and at fault queues, and what each is answered.</summary>
internal sealed class RandomCalls : RandomCallRun
{
    private readonly FaultBench _bench;
    private readonly bool _asPosted;

    internal RandomCalls(int seed)
        : base(seed)
    {
        _asPosted = Random.Next(2) == 0;
        _bench = new(FaultProfiles.Fixed, options => (_asPosted ? options.AsPosted : options) with { Records = 4 }, new()
        {
            PendingMost = Random.Next(3),
        });
    }

    protected override IEnumerable<(string Operation, Func<Errno> Call)> Calls =>
        [.. _asPosted ? TwoRegions() : OneRegion(), .. Faults(), .. Events(), .. Groups()];

    private IEnumerable<(string, Func<Errno>)> TwoRegions() =>
    [
        ("OP2 READ PRODUCER", () => Error(_bench.Read(Offset, Count, FaultRegion.Producer, Good))),
        ("OP3 WRITE CONSUMER", () => Error(_bench.Write(Offset, Count, Word, FaultRegion.Consumer, Good))),
        ("OP3 WRITE CONSUMER", () => Error(_bench.Choose((uint)Random.Next(3), (uint)Random.Next(6)))),
    ];

    private IEnumerable<(string, Func<Errno>)> OneRegion() =>
    [
        ("OP5 ACCESS", () => Error(_bench.Read(Offset, Count, FaultRegion.Producer, Good))),
        ("OP5 ACCESS", () => Error(_bench.Write(Offset, Count, Word, FaultRegion.Producer, Good))),
        ("OP5 ACCESS", () => Error(_bench.SetTail((uint)Random.Next(5)))),
    ];

    private IEnumerable<(string, Func<Errno>)> Faults() =>
    [
        ("OP1 OPEN", () => _bench.State.Opens.Value > 0 ? Errno.None : _bench.Open().Error),
        ("OP9 CLOSE", () => Random.Next(4) > 0 ? Errno.None : _bench.Close().Error),
        ("OP4 REPORT", () => Error(_bench.Fault())),
        ("OP4 REPORT", () => Error(_bench.Fault(FaultRecord.PageRequest(new(0x1000), new(Random.Next(4)))))),
        ("OP4 REPORT", () => Error(_bench.Fault(
            FaultRecord.PageRequest(new(0x1000), new(Random.Next(4))) with { Flags = FaultFlags.None }))),
        ("OP6 SET TRIGGER", () => Error(_bench.SetTrigger((uint)Random.Next(2), (uint)Random.Next(3)))),
        ("OP7 MMAP", () => Error(_bench.Map(Offset & ~4095UL, 4096, Random.Next(2) == 0))),
        ("OP8 RESPONSE", () => Error(_bench.Respond(
            Random.Next(4), Random.Next(3), (ResponseCode)Random.Next(3), (uint)Random.Next(3)))),
    ];

    private IEnumerable<(string, Func<Errno>)> Events() =>
    [
        ("OP10 ALLOC", () => _bench.AllocEvents(
            (uint)Random.Next(20), (uint)Random.Next(3), (uint)Random.Next(8) / 7)),
        ("OP10 REPORT", () => _bench.ReportEvent((uint)Random.Next(20), (uint)Random.Next(3) * 8)),
        ("OP10 READ", () => Error(_bench.ReadEvents(Count, (ulong)Random.Next(8) / 7, Good))),
    ];

    private IEnumerable<(string, Func<Errno>)> Groups() =>
    [
        ("OP10 ATTACH", () => _bench.AskFaults(new PageFaultQueueMessage.Attach(new(Random.Next(2)))).Error),
        ("OP10 DETACH", () => Random.Next(4) > 0
            ? Errno.None : _bench.AskFaults(new PageFaultQueueMessage.Detach(new(Random.Next(2)))).Error),
        ("OP10 READ GROUPS", () => Error(_bench.ReadGroups(Count, Good))),
        ("OP10 ANSWER", () => _bench.AnswerGroup((uint)Random.Next(4), (ResponseCode)Random.Next(4))),
    ];

    private ulong Offset => Random.Next(4) == 0 ? (ulong)Random.NextInt64() : (ulong)Random.Next(3) * 4096;

    private ulong Count => (ulong)Random.Next(6) * 8;

    private ulong Word => (ulong)Random.NextInt64();

    private uint Good => Random.Next(4) == 0 ? (uint)Random.Next(8) : uint.MaxValue;

    private static Errno Error(int answer) => answer < 0 ? (Errno)(-answer) : Errno.None;
}
