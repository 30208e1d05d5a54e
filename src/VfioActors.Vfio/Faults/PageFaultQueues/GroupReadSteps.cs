using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.PageFaultQueues;

/// <summary>The steps of a read of a page fault queue.</summary>
internal sealed class GroupReadSteps(PageFaultQueueBehavior queue, DefectSet defects)
{
    /// <summary>The size of struct iommu_hwpt_pgfault: bytes.</summary>
    private const uint RecordSize = 40;

    private readonly bool _locksAcross = defects.Has(FaultDefects.LockIsHeldAcrossCopies);
    private readonly bool _drops = defects.Has(FaultDefects.FailedCopyDropsGroup);
    private readonly bool _repeats = defects.Has(FaultDefects.FailedCopyIsRepeated);

    internal void OnRead(
        PageFaultQueueState state, in PageFaultQueueMessage.Read read, ActorId user, Outbox outbox)
    {
        if (read.Offset != FileOffset.Zero || read.Count.Value % RecordSize != 0)
        {
            outbox.Send(user, new FaultUserMessage.Done(0, Errno.ESPIPE));
            return;
        }

        var (done, error) = (FileSpan.None, Errno.None);
        while (state.Deliver.Count > 0 && done.Plus(RecordSize) <= read.Count && error == Errno.None)
        {
            var (order, group) = (state.Deliver.Keys[0], state.Deliver.Values[0]);
            if (read.Memory.IsSomebody)
            {
                Touch(state, new(group, user, order), read.Memory, outbox);
                return;
            }

            if (read.Good < done.Plus(RecordSize).Value) { error = Errno.EFAULT; }
            if (error == Errno.None || _drops) { state.Deliver.Remove(order); }
            if (error != Errno.None) { continue; }
            HandOver(state, in group, user, outbox);
            done = done.Plus(RecordSize);
        }

        if (error != Errno.None && _repeats)
        {
            outbox.Note($"puts the group back and takes it again, for ever");
            state.Endless.Value++;
            return;
        }

        outbox.Send(user, new FaultUserMessage.Done((int)done.Value, done > FileSpan.None ? Errno.None : error));
    }

    internal void OnTouched(PageFaultQueueState state, Errno error, Outbox outbox)
    {
        var (serving, call) = (outbox.Serving, state.Copying[outbox.Serving]);
        state.Copying.Remove(serving);
        state.IsLocked.Value = 0;
        if (error == Errno.None) { HandOver(state, call.Group, call.Client, outbox); }
        else if (!_drops && state.On.TryGet(call.Group.Key.Device, out var on) && on == call.Group.Generation)
        {
            state.Deliver[call.Order] = call.Group;
        }

        outbox.Send(call.Client, new FaultUserMessage.Done(error == Errno.None ? (int)RecordSize : 0, error));
        for (var left = state.Deferred.Count; left > 0; left--)
        {
            queue.OnReport(state, state.Deferred.Dequeue(), outbox);
        }
    }

    private void Touch(PageFaultQueueState state, CopyCall call, ActorId memory, Outbox outbox)
    {
        outbox.Note($"copies group {call.Group.Key.Group} to memory that is not there");
        state.Deliver.Remove(call.Order);
        state.Copying[outbox.Serving] = call;
        if (_locksAcross) { state.IsLocked.Value = 1; }
        outbox.Send(memory, default(ServedMemoryMessage.Touch));
    }

    private static void HandOver(PageFaultQueueState state, in OutstandingGroup group, ActorId user, Outbox outbox)
    {
        var cookie = ++state.NextCookie.Value;
        state.Read[cookie] = group;
        outbox.Note($"hands out group {group.Key.Group} under cookie {cookie}");
        outbox.Send(user, new FaultUserMessage.Event(
            new(group.Address.Value), cookie, (uint)group.Key.Group.Value, RecordSize));
    }
}
