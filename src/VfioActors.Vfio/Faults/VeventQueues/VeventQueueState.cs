using VfioActors.Behaviors;

namespace VfioActors.Vfio.Faults.VeventQueues;

/// <summary>What the event queues of a virtual IOMMU own.</summary>
public sealed class VeventQueueState : State
{
    private const int TypesMost = 16;

    internal VeventQueueState(Journal journal, int eventsMost)
        : base(journal)
    {
        Queues = SortedMap<uint, VeventQueue>(TypesMost);
        Events = SortedMap<VeventKey, VeventEntry>(eventsMost);
        NextPlace = Variable<uint>();
    }

    /// <summary>The queues, by the type of their events.</summary>
    public SortedMap<uint, VeventQueue> Queues { get; }

    /// <summary>What waits in them; the mark of loss is kept with the queue.</summary>
    public SortedMap<VeventKey, VeventEntry> Events { get; }

    /// <summary>The place of the next event.</summary>
    public Variable<uint> NextPlace { get; }
}
