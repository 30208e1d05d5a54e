using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.PageFaultQueues;

/// <summary>A thread of a user that polls a page fault queue, and answers what it reads there "success".</summary>
/// <param name="queue">The queue.</param>
public sealed class GroupServerBehavior(ActorId queue) : IBehavior<GroupServerState>
{
    private const int GroupsOfBuffer = 10;

    private static FileSpan BufferSize => new(GroupsOfBuffer * 40);

    /// <inheritdoc/>
    public GroupServerState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Receive(GroupServerState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<GroupServerState> Hears => field ??= new MessageTable<GroupServerState>()
        .On<FaultUserMessage.Signalled>(OnSignalled)
        .On<FaultUserMessage.Event>((state, in group, _) => OnEvent(state, group.Sequence))
        .On<FaultUserMessage.Done>(GoOn);

    /// <summary>
    /// The pages of a group come one after the other. What has no room stays, and it was told of that already: so it
    /// reads again as long as something comes, as who polls the file does.
    /// </summary>
    private static void OnEvent(GroupServerState state, uint cookie)
    {
        state.IsSignalled.Value = 1;
        var isNew = state.Cookies.Count == 0 || state.Cookies[state.Cookies.Count - 1] != cookie;
        if (isNew) { state.Cookies.Enqueue(cookie); }
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
        outbox.Send(queue, new PageFaultQueueMessage.Read(FileOffset.Zero, BufferSize, uint.MaxValue, default));
    }
}
