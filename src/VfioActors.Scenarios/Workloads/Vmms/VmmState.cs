using VfioActors.Behaviors;
using VfioActors.Behaviors.Scripts;
using VfioActors.Behaviors.Values;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Vmms;

/// <summary>What a user knows: how far it is, what it was answered, which records it has read.</summary>
public sealed class VmmState : State, IAdvances
{
    private const int DevicesMost = 4096;
    private const int SignalsMost = 1 << 16;

    internal VmmState(Journal journal, VmmOptions options)
        : base(journal)
    {
        Next = Variable<int>();
        Attempts = Variable<int>();
        Outcomes = SortedMap<OperationId, UserOutcome>(Math.Max(options.Script.Count, 1));
        Opened = SortedMap<DeviceId, Generation>(DevicesMost);
        Tails = SortedMap<DeviceId, uint>(DevicesMost);
        Signals = Fifo<PendingSignal>(SignalsMost);
        Seen = Fifo<SeenRecord>(options.RecordsMost);
        Events = Fifo<SeenEvent>(options.RecordsMost);
        Unanswered = Fifo<uint>(options.RecordsMost);
        Drain = Variable<DrainProgress>();
        Buffer = Variable<ReadBuffer>();
        LastPlace = options.Script.Count;
    }

    /// <summary>The place in the script of the action in hand; the length of the script at the end.</summary>
    public Variable<int> Next { get; }

    /// <inheritdoc/>
    public int Place => Next.Value;

    /// <inheritdoc/>
    public int LastPlace { get; }

    /// <summary>How often the action in hand was tried in vain.</summary>
    public Variable<int> Attempts { get; }

    /// <summary>What came of the actions that are over; the value of a drain is how many records there were.</summary>
    public SortedMap<OperationId, UserOutcome> Outcomes { get; }

    /// <summary>Which opening of each device it has.</summary>
    public SortedMap<DeviceId, Generation> Opened { get; }

    /// <summary>Where it reads next in each ring: its own copy.</summary>
    public SortedMap<DeviceId, uint> Tails { get; }

    /// <summary>The signals that it has not looked at.</summary>
    public Fifo<PendingSignal> Signals { get; }

    /// <summary>The records that it has read, in that order.</summary>
    public Fifo<SeenRecord> Seen { get; }

    /// <summary>The events and groups that it was handed, in that order.</summary>
    public Fifo<SeenEvent> Events { get; }

    /// <summary>The cookies of the groups that it has read and not answered.</summary>
    public Fifo<uint> Unanswered { get; }

    /// <summary>How far it is with draining a ring.</summary>
    public Variable<DrainProgress> Drain { get; }

    /// <summary>What it has read of the header or the record in hand.</summary>
    public Variable<ReadBuffer> Buffer { get; }
}
