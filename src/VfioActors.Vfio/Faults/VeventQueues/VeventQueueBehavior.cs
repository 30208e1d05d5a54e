using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.VeventQueues;

/// <summary>
/// The event queues of a virtual IOMMU of iommufd: events that find their queue full leave a mark, and every element
/// has a number, so that a reader sees what it missed.
/// </summary>
/// <param name="eventsMost">For how many events there is memory, in all queues together.</param>
/// <param name="defects">Which defects are on.</param>
public sealed class VeventQueueBehavior(int eventsMost, DefectSet defects) : IBehavior<VeventQueueState>, IRefuses
{
    private const uint SequenceMask = 0x7FFFFFFF;

    /// <summary>What kmalloc gives at most with pages of 4 KiB, less what the kernel puts before it: bytes.</summary>
    private const uint DataMost = (4U << 20) - 32;

    private readonly VeventReadSteps _reading = new(defects.Has(FaultDefects.HalfAnEventIsReported));

    /// <inheritdoc/>
    public IReadOnlyList<RefusableRequest> Refusables { get; } =
    [
        RefusableRequest.Of(
            new(0, "memory for the queue", "iommufd_veventq_alloc", "ENOMEM"),
            static (in VeventQueueMessage.Alloc _, ActorId asker, Outbox outbox) => outbox.Send(
                asker, new FaultUserMessage.Done(0, Errno.ENOMEM))),
    ];

    /// <inheritdoc/>
    public VeventQueueState Create(Journal journal) => new(journal, eventsMost);

    /// <inheritdoc/>
    public void Receive(VeventQueueState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<VeventQueueState> Hears => field ??= new MessageTable<VeventQueueState>()
        .On<VeventQueueMessage.Alloc>(OnAlloc)
        .On<VeventQueueMessage.Report>(OnReport)
        .On<VeventQueueMessage.Read>(_reading.OnRead)
        .Says<VeventQueueMessage.Reported>();

    private static void OnAlloc(
        VeventQueueState state, in VeventQueueMessage.Alloc alloc, ActorId user, Outbox outbox)
    {
        var error = alloc.Flags != 0 || alloc.Type == 0 ? Errno.EOPNOTSUPP
            : alloc.Depth == 0 ? Errno.EINVAL
            : alloc.Viommu != 0 ? Errno.ENOENT
            : state.Queues.Contains(alloc.Type) ? Errno.EEXIST
            : state.Queues.IsFull ? Errno.ENOMEM
            : Errno.None;
        if (error == Errno.None) { state.Queues[alloc.Type] = new(alloc.Depth, 0, 0, 0, 0); }
        outbox.Send(user, new FaultUserMessage.Done(0, error));
    }

    private static void OnReport(
        VeventQueueState state, in VeventQueueMessage.Report report, ActorId driver, Outbox outbox)
    {
        var error = report.Size == 0 ? Errno.EINVAL
            : !state.Queues.TryGet(report.Type, out _) ? Errno.EOPNOTSUPP
            : Errno.None;
        if (error == Errno.None) { error = Place(state, in report, outbox); }
        outbox.Send(driver, new VeventQueueMessage.Reported(error));
    }

    /// <summary>Whatever is placed gets the next number; a mark of loss that was last goes.</summary>
    private static Errno Place(VeventQueueState state, in VeventQueueMessage.Report report, Outbox outbox)
    {
        var queue = state.Queues[report.Type];
        var sequence = queue.Sequence;
        queue = queue with { Sequence = (sequence + 1) & SequenceMask, IsLossLast = 0, LossSequence = 0 };
        var isLost = queue.Count == queue.Depth || state.Events.IsFull || report.Size > DataMost;
        if (isLost)
        {
            outbox.Note($"event {sequence} is lost");
            state.Queues[report.Type] = queue with { IsLossLast = 1, LossSequence = sequence };
            return queue.Count == queue.Depth ? Errno.None : Errno.ENOMEM;
        }

        outbox.Note($"keeps event {sequence}");
        state.Queues[report.Type] = queue with { Count = queue.Count + 1 };
        state.Events[new(report.Type, state.NextPlace.Value)] = new(report.Data, sequence, report.Size);
        state.NextPlace.Value = unchecked(state.NextPlace.Value + 1);
        return Errno.None;
    }
}
