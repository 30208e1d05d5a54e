using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Strategies;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Faults.Regions;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Faults.Fuzzing;

/// <summary>Draws accesses: mostly near where something begins or ends, and now and then anywhere.</summary>
/// <param name="options">What the queue is like.</param>
/// <param name="random">Where the numbers come from.</param>
internal sealed class FuzzedAccesses(FaultQueueOptions options, SeededRandom random)
{
    private const int Groups = 8;

    internal static ActorId Queue => new(1);

    internal static ActorId Interrupts => new(2);

    internal static ActorId Reporter => new(3);

    internal static ActorId PageFaults => new(4);

    internal static ActorId Events => new(5);

    internal static ActorId User => new(1000);

    /// <summary>The last cookie that was handed out.</summary>
    internal uint Cookie { get; set; }

    /// <summary>The type of the event queue that was read last.</summary>
    internal uint EventType { get; private set; }

    /// <summary>The next access.</summary>
    internal Envelope Next(OperationId operation)
    {
        var what = random.Below(128);
        return what switch
        {
            < 40 => To(Queue, new FaultQueueMessage.Write(Offset(), Count(), Value(), Good(), Region()), operation),
            < 80 => To(Queue, new FaultQueueMessage.Read(Offset(), Count(), Good(), Region()), operation),
            < 96 => To(Reporter, new FaultReporterMessage.Raise(new(random.Below(2)), Record()), operation),
            < 104 => Rare(operation),
            < 108 => To(Reporter, Response(), operation),
            < 112 => To(PageFaults, new PageFaultQueueMessage.Read(Few(), Groupwise(), Good(), default), operation),
            < 115 => To(PageFaults, new PageFaultQueueMessage.Write(Cookie + (uint)random.Below(2),
                (ResponseCode)random.Below(4)), operation),
            < 120 => To(Events, new VeventQueueMessage.Read(Few(), Count(), Type(), Good()), operation),
            < 127 => To(Events, new VeventQueueMessage.Report(Value(), (uint)random.Below(4),
                (uint)random.Below(3) * 8), operation),
            _ => To(Events, new VeventQueueMessage.Alloc((uint)random.Below(4), (uint)random.Below(4), Few32(),
                Few32()), operation),
        };
    }

    private static Envelope To<T>(ActorId to, in T message, OperationId operation)
        where T : unmanaged, IMessage => Envelope.Of(User, to, operation, 0, in message);

    /// <summary>Opens, closes, maps, negotiates: seldom, so that there is something in between.</summary>
    private Envelope Rare(OperationId operation) => random.Below(8) switch
    {
        0 => To(Queue, default(FaultQueueMessage.Open), operation),
        1 when random.Below(8) == 0 => To(Queue, default(FaultQueueMessage.Close), operation),
        1 or 2 => To(Queue, new FaultQueueMessage.Query(Region()), operation),
        3 => To(Queue, new FaultQueueMessage.Map(Offset(), Count(), (MapProtection)random.Below(2)), operation),
        4 => To(Queue, new FaultQueueMessage.Store(random.Below(options.Records + 2), Record()), operation),
        5 => To(Interrupts, new IrqTableMessage.SetTrigger(Few32(), (uint)random.Below(3)), operation),
        6 => To(PageFaults, new PageFaultQueueMessage.Attach(new(1)), operation),
        _ => To(Queue, new FaultQueueMessage.Write(FileOffset.Zero, new(8),
            new ConsumerWords((uint)random.Below(3), 0).Raw, uint.MaxValue, FaultRegion.Consumer), operation),
    };

    private FaultReporterMessage.Respond Response() => new(
        new(random.Below(2)), default, new(random.Below(Groups)), new(1 + random.Below(3)),
        (ResponseCode)random.Below(4), (uint)random.Below(3), (uint)random.Below(3));

    private FaultRecord Record() => random.Below(3) == 0
        ? FaultRecord.PageRequest(new(random.Next()), new(random.Below(Groups)))
        : FaultRecord.Unrecoverable(new(random.Next()));

    private FaultRegion Region() => (FaultRegion)random.Below(2);

    private uint Type() => EventType = (uint)random.Below(4);

    private FileOffset Few() => new(random.Below(8) == 0 ? random.Next() : 0);

    private uint Few32() => random.Below(4) == 0 ? (uint)random.Below(4) : 0;

    private FileSpan Groupwise() => random.Below(4) == 0 ? Count() : new(40UL * (ulong)random.Below(4));

    private FileOffset Offset() => new(random.Below(16) switch
    {
        < 5 => 0,
        < 8 => 4,
        < 11 => (ulong)random.Below(32),
        11 => Near(options.PageSize),
        12 => Near(options.RegionSize),
        13 => (ulong)random.Below(options.RegionSize),
        14 => unchecked(ulong.MaxValue - (ulong)random.Below(16)),
        _ => random.Next(),
    });

    private FileSpan Count() => new(random.Below(32) switch
    {
        < 10 => 4,
        < 20 => 8,
        < 28 => (ulong)random.Below(20),
        28 or 29 => (ulong)random.Below(128),
        30 => (ulong)random.Below(options.RegionSize),
        _ => random.Next(),
    });

    /// <summary>Words near what an index or a version may be.</summary>
    private MemoryWord Value() => random.Below(8) switch
    {
        0 => new(random.Next()),
        1 => new(Near(options.Records)),
        2 => new ConsumerWords(1, (uint)Near(options.Records)).Raw,
        3 or 4 => new ConsumerWords(1, (uint)random.Below(options.Records)).Raw,
        5 => new ConsumerWords((uint)random.Below(3), (uint)random.Below(8)).Raw,
        _ => new((ulong)random.Below(options.Records)),
    };

    private uint Good() => random.Below(8) == 0 ? (uint)random.Below(24) : uint.MaxValue;

    private ulong Near(int number) => (ulong)Math.Max(number - 8 + random.Below(16), 0);
}
