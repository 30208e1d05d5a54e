using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>Random calls at a fault region and at fault queues, and what each is answered.</summary>
internal sealed class RandomCalls
{
    private readonly Random _random;
    private readonly FaultBench _bench;
    private readonly (string Operation, Func<Errno> Call)[] _calls;

    private RandomCalls(int seed)
    {
        _random = new(seed);
        var asPosted = _random.Next(2) == 0;
        _bench = new(FaultProfiles.Fixed, options => (asPosted ? options.AsPosted : options) with { Records = 4 }, new()
        {
            PendingMost = _random.Next(3),
        });
        _calls = [.. asPosted ? TwoRegions() : OneRegion(), .. Faults(), .. Events(), .. Groups()];
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

    private IEnumerable<(string, Func<Errno>)> TwoRegions() =>
    [
        ("OP2 READ PRODUCER", () => Error(_bench.Read(Offset, Count, FaultRegion.Producer, Good))),
        ("OP3 WRITE CONSUMER", () => Error(_bench.Write(Offset, Count, Word, FaultRegion.Consumer, Good))),
        ("OP3 WRITE CONSUMER", () => Error(_bench.Choose((uint)_random.Next(3), (uint)_random.Next(6)))),
    ];

    private IEnumerable<(string, Func<Errno>)> OneRegion() =>
    [
        ("OP5 ACCESS", () => Error(_bench.Read(Offset, Count, FaultRegion.Producer, Good))),
        ("OP5 ACCESS", () => Error(_bench.Write(Offset, Count, Word, FaultRegion.Producer, Good))),
        ("OP5 ACCESS", () => Error(_bench.SetTail((uint)_random.Next(5)))),
    ];

    private IEnumerable<(string, Func<Errno>)> Faults() =>
    [
        ("OP1 OPEN", () => _bench.State.Opens.Value > 0 ? Errno.None : _bench.Open().Error),
        ("OP9 CLOSE", () => _random.Next(4) > 0 ? Errno.None : _bench.Close().Error),
        ("OP4 REPORT", () => Error(_bench.Fault())),
        ("OP4 REPORT", () => Error(_bench.Fault(FaultRecord.PageRequest(new(0x1000), new(_random.Next(4)))))),
        ("OP6 SET TRIGGER", () => Error(_bench.SetTrigger((uint)_random.Next(2), (uint)_random.Next(3)))),
        ("OP7 MMAP", () => Error(_bench.Map(Offset & ~4095UL, 4096, _random.Next(2) == 0))),
        ("OP8 RESPONSE", () => Error(_bench.Respond(
            _random.Next(4), _random.Next(3), (ResponseCode)_random.Next(3), (uint)_random.Next(3)))),
    ];

    private IEnumerable<(string, Func<Errno>)> Events() =>
    [
        ("OP10 ALLOC", () => _bench.AllocEvents(
            (uint)_random.Next(20), (uint)_random.Next(3), (uint)_random.Next(8) / 7)),
        ("OP10 REPORT", () => _bench.ReportEvent((uint)_random.Next(20), (uint)_random.Next(3) * 8)),
        ("OP10 READ", () => Error(_bench.ReadEvents(Count, (ulong)_random.Next(8) / 7, Good))),
    ];

    private IEnumerable<(string, Func<Errno>)> Groups() =>
    [
        ("OP10 READ GROUPS", () => Error(_bench.ReadGroups(Count, Good))),
        ("OP10 ANSWER", () => _bench.AnswerGroup((uint)_random.Next(4), (ResponseCode)_random.Next(4))),
    ];

    private ulong Offset => _random.Next(4) == 0 ? (ulong)_random.NextInt64() : (ulong)_random.Next(3) * 4096;

    private ulong Count => (ulong)_random.Next(6) * 8;

    private ulong Word => (ulong)_random.NextInt64();

    private uint Good => _random.Next(4) == 0 ? (uint)_random.Next(8) : uint.MaxValue;

    private static Errno Error(int answer) => answer < 0 ? (Errno)(-answer) : Errno.None;
}
