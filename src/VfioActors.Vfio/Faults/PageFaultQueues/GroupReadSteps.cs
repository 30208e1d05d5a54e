using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.PageFaultQueues;

/// <summary>The steps of a read of a page fault queue.</summary>
internal sealed class GroupReadSteps(PageFaultQueueBehavior queue, DefectSet defects)
{
    /// <summary>As Linux finds a cookie, xa_alloc with XA_FLAGS_ALLOC1: the lowest from here that is free.</summary>
    private const uint CookieFirst = 1;

    private readonly bool _locksAcross = defects.Has(FaultDefects.LockIsHeldAcrossCopies);
    private readonly bool _drops = defects.Has(FaultDefects.FailedCopyDropsGroup);
    private readonly bool _repeats = defects.Has(FaultDefects.FailedCopyIsRepeated);

    internal void OnRead(
        PageFaultQueueState state, in PageFaultQueueMessage.Read read, ActorId user, Outbox outbox)
    {
        if (read.Offset != FileOffset.Zero || read.Count.Value % OutstandingGroup.RecordSize != 0)
        {
            outbox.Send(user, new FaultUserMessage.Done(0, Errno.ESPIPE));
            return;
        }

        var (done, error) = (FileSpan.None, Errno.None);
        while (error == Errno.None && TryNext(state, out var group) && done.Plus(group.Size) <= read.Count)
        {
            if (state.Read.Count + state.Copying.Count >= queue.GroupsMost || state.Copying.IsFull)
            {
                error = Errno.ENOMEM;
            }
            else if (read.Memory.IsSomebody)
            {
                Touch(state, new(group, user), read.Memory, outbox);
                return;
            }
            else if (read.Good < done.Plus(group.Size).Value)
            {
                error = Errno.EFAULT;
                if (_drops) { Drop(state, in group); }
            }
            else
            {
                state.Deliver.Remove(group.Order);
                HandOver(state, in group, user, outbox);
                done = done.Plus(group.Size);
            }
        }

        if (error == Errno.EFAULT && _repeats)
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
        var isOn = state.On.TryGet(call.Group.Key.Device, out var on) && on == call.Group.Generation;
        if (error == Errno.None)
        {
            var cookie = HandOver(state, call.Group, call.Client, outbox);
            if (!isOn) { state.Read.Remove(cookie); }
        }
        else if (_drops || !isOn) { Drop(state, call.Group); }
        else
        {
            state.Deliver[call.Group.Order] = call.Group;
        }

        var done = error == Errno.None ? (int)call.Group.Size : 0;
        outbox.Send(call.Client, new FaultUserMessage.Done(done, error));
        for (var left = state.Deferred.Count; left > 0; left--)
        {
            queue.OnReport(state, state.Deferred.Dequeue(), outbox);
        }
    }

    private void Touch(PageFaultQueueState state, CopyCall call, ActorId memory, Outbox outbox)
    {
        outbox.Note($"copies group {call.Group.Key.Group} to memory that is not there");
        state.Deliver.Remove(call.Group.Order);
        state.Copying[outbox.Serving] = call;
        if (_locksAcross) { state.IsLocked.Value = 1; }
        outbox.Send(memory, default(ServedMemoryMessage.Touch));
    }

    private static bool TryNext(PageFaultQueueState state, out OutstandingGroup group)
    {
        var isThere = state.Deliver.Count > 0;
        group = isThere ? state.Deliver.Values[0] : default;
        return isThere;
    }

    private static void Drop(PageFaultQueueState state, in OutstandingGroup group)
    {
        state.Deliver.Remove(group.Order);
        while (GroupPages.TryTake(state, group.Order, out _)) { }
    }

    private static uint HandOver(PageFaultQueueState state, in OutstandingGroup group, ActorId user, Outbox outbox)
    {
        var cookie = CookieFirst;
        foreach (var taken in state.Read.Keys)
        {
            if (taken != cookie) { break; }
            cookie++;
        }

        state.Read[cookie] = group;
        outbox.Note($"hands out group {group.Key.Group} under cookie {cookie}");
        while (GroupPages.TryTake(state, group.Order, out var page)) { Tell(page, cookie, group.Key, user, outbox); }
        Tell(group.Address, cookie, group.Key, user, outbox);
        return cookie;
    }

    private static void Tell(Iova address, uint cookie, GroupKey key, ActorId user, Outbox outbox) =>
        outbox.Send(user, new FaultUserMessage.Event(
            new(address.Value), cookie, (uint)key.Group.Value, OutstandingGroup.RecordSize));
}
