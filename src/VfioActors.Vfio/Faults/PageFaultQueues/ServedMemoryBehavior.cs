using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.PageFaultQueues;

/// <summary>
/// A page of a user's memory that is there when a page request for it was answered: such as memory of a device that
/// reaches it through the very queue which the user reads.
/// </summary>
/// <param name="device">The device through which the page is asked for.</param>
/// <param name="reporter">The fault handler.</param>
/// <param name="request">The request.</param>
public sealed class ServedMemoryBehavior(DeviceId device, ActorId reporter, FaultRecord request)
    : IBehavior<ServedMemoryState>
{
    /// <inheritdoc/>
    public ServedMemoryState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Receive(ServedMemoryState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<ServedMemoryState> Hears => field ??= new MessageTable<ServedMemoryState>()
        .On<ServedMemoryMessage.Touch>(OnTouch)
        .On<EndpointMessage.Raised>(OnRaised)
        .On<EndpointMessage.Answered>(OnAnswered);

    private void OnTouch(ServedMemoryState state, ActorId toucher, Outbox outbox)
    {
        state.Toucher.Value = toucher;
        outbox.Send(reporter, new FaultReporterMessage.Raise(device, request));
    }

    private static void OnRaised(ServedMemoryState state, in EndpointMessage.Raised raised, Outbox outbox)
    {
        if (raised.Error != Errno.None) { Answer(state, Errno.EFAULT, outbox); }
    }

    private static void OnAnswered(ServedMemoryState state, in EndpointMessage.Answered answered, Outbox outbox) =>
        Answer(state, answered.Code == ResponseCode.Success ? Errno.None : Errno.EFAULT, outbox);

    private static void Answer(ServedMemoryState state, Errno error, Outbox outbox)
    {
        if (!state.Toucher.Value.IsSomebody) { return; }
        outbox.Send(state.Toucher.Value, new PageFaultQueueMessage.Touched(error));
        state.Toucher.Value = ActorId.Nobody;
    }
}
