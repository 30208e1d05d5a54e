using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;

namespace VfioActors.Vfio.Faults.PageFaultQueues;

/// <summary>A thread of a user that polls a page fault queue, and answers what it reads there "success".</summary>
/// <param name="queue">The queue.</param>
public sealed class GroupServerBehavior(ActorId queue) : IBehavior<GroupServerState>
{
    private const ulong BufferSize = 400;

    /// <inheritdoc/>
    public GroupServerState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Receive(GroupServerState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<FaultUserMessage.Signalled>()) { OnSignalled(state, outbox); }
        else if (envelope.Is<FaultUserMessage.Event>(out var group)) { state.Cookies.Enqueue(group.Sequence); }
        else if (envelope.Is<FaultUserMessage.Done>()) { GoOn(state, outbox); }
        else { throw Ensure.Unheard(in envelope); }
    }

    private void OnSignalled(GroupServerState state, Outbox outbox)
    {
        if (state.IsBusy.Value == 1) { state.IsSignalled.Value = 1; }
        else { Read(state, outbox); }
    }

    private void GoOn(GroupServerState state, Outbox outbox)
    {
        if (state.Cookies.Count > 0)
        {
            outbox.Send(queue, new PageFaultQueueMessage.Write(state.Cookies.Dequeue(), ResponseCode.Success));
        }
        else if (state.IsSignalled.Value == 1) { Read(state, outbox); }
        else { state.IsBusy.Value = 0; }
    }

    private void Read(GroupServerState state, Outbox outbox)
    {
        state.IsBusy.Value = 1;
        state.IsSignalled.Value = 0;
        outbox.Send(queue, new PageFaultQueueMessage.Read(0, BufferSize, uint.MaxValue, default));
    }
}
