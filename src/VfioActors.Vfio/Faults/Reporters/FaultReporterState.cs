using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Reporters;

/// <summary>What an IOMMU unit's fault handler owns: who gets whose faults, and which page requests wait.</summary>
public sealed class FaultReporterState : State
{
    private const int DevicesMost = 4096;
    private const int BoundMost = 1 << 20;

    internal FaultReporterState(Journal journal, FaultReporterOptions options)
        : base(journal)
    {
        Handlers = SortedMap<DeviceId, FaultHandler>(DevicesMost);
        Pending = SortedMap<PendingPlace, PendingGroup>(options.PendingMost);
        InFlight = SortedMap<OperationId, Raising>(DevicesMost);
        Bound = SortedMap<GroupKey, int>(BoundMost);
        Draining = Fifo<DrainCall>(BoundMost);
        Requests = Variable<int>();
        Refused = SortedMap<DeviceId, int>(DevicesMost);
        Accepted = Fifo<AcceptedFault>(Math.Max(options.Remembered, 1));
    }

    /// <summary>The handler of each device that has one.</summary>
    public SortedMap<DeviceId, FaultHandler> Handlers { get; }

    /// <summary>The page request groups that nobody has answered, those of one number as they came.</summary>
    public SortedMap<PendingPlace, PendingGroup> Pending { get; }

    /// <summary>The faults that their queues have not answered, by the operation of the device.</summary>
    public SortedMap<OperationId, Raising> InFlight { get; }

    /// <summary>The tags with an address space; the group plays no part. The value is always 1.</summary>
    public SortedMap<GroupKey, int> Bound { get; }

    /// <summary>The domains that wait for reports to come back.</summary>
    public Fifo<DrainCall> Draining { get; }

    /// <summary>How many page requests there were, when they may time out.</summary>
    public Variable<int> Requests { get; }

    /// <summary>How many faults the queue of a device refused since it was opened.</summary>
    public SortedMap<DeviceId, int> Refused { get; }

    /// <summary>The faults that queues accepted, in this order, as far as they are remembered.</summary>
    public Fifo<AcceptedFault> Accepted { get; }
}
