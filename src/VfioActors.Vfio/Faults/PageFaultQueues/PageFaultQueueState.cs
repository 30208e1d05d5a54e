using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.PageFaultQueues;

/// <summary>What a page fault queue of iommufd owns.</summary>
public sealed class PageFaultQueueState : State
{
    private const int DevicesMost = 64;

    internal PageFaultQueueState(Journal journal, PageFaultQueueOptions options)
        : base(journal)
    {
        On = SortedMap<DeviceId, Generation>(DevicesMost);
        Attaches = Variable<Generation>();
        Deliver = SortedMap<uint, OutstandingGroup>(options.GroupsMost);
        Read = SortedMap<uint, OutstandingGroup>(options.GroupsMost);
        Pages = SortedMap<uint, EarlierPage>(options.GroupsMost);
        Copying = SortedMap<OperationId, CopyCall>(DevicesMost);
        Calls = SortedMap<OperationId, QueueUserCall>(DevicesMost);
        Answering = Fifo<QueueUserCall>(options.GroupsMost);
        Deferred = Fifo<DeferredReport>(options.GroupsMost);
        NextOrder = Variable<uint>();
        IsLocked = Variable<int>();
        Endless = Variable<int>();
    }

    /// <summary>On which devices it is, each with the number of its attachment.</summary>
    public SortedMap<DeviceId, Generation> On { get; }

    /// <summary>How many attachments there were.</summary>
    public Variable<Generation> Attaches { get; }

    /// <summary>The groups that nobody has read, in this order.</summary>
    public SortedMap<uint, OutstandingGroup> Deliver { get; }

    /// <summary>The groups that were read, by their cookies.</summary>
    public SortedMap<uint, OutstandingGroup> Read { get; }

    /// <summary>
    /// The pages that were asked for before the last of their groups, as they came: of groups that nobody has read.
    /// </summary>
    public SortedMap<uint, EarlierPage> Pages { get; }

    /// <summary>The reads whose buffers are waited for.</summary>
    public SortedMap<OperationId, CopyCall> Copying { get; }

    /// <summary>The answers of users that the handler has not confirmed, in the order in which it does.</summary>
    public Fifo<QueueUserCall> Answering { get; }

    /// <summary>The attachments and detachments that wait for the handler.</summary>
    public SortedMap<OperationId, QueueUserCall> Calls { get; }

    /// <summary>The reports that wait for the lock, with a defect.</summary>
    public Fifo<DeferredReport> Deferred { get; }

    /// <summary>The place of the last page that came.</summary>
    public Variable<uint> NextOrder { get; }

    /// <summary>1 while the lock is held across a copy, with a defect.</summary>
    public Variable<int> IsLocked { get; }

    /// <summary>How many reads never return; 0 in the reference.</summary>
    public Variable<int> Endless { get; }
}
